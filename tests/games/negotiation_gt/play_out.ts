import {
  actionOf,
  DEMONSTRATORS,
  isNegotiationGtOpponent,
  readInfoset,
  type Strategy,
  strategyOf,
} from "../../../lib/games/negotiation_gt/mod.ts";
import type { Decision, Play, Player, Round } from "../../../lib/games/types.ts";

/** The strategy of an opponent, held out or not, or of a demonstrator. */
export function strategyNamed(name: string): Strategy {
  const demonstrator = DEMONSTRATORS.find((demonstrator) => demonstrator.name === name);
  return demonstrator && !isNegotiationGtOpponent(name) ? demonstrator.strategy : strategyOf(name);
}

/** What a strategy does when it is asked by prompts: it sees what the information set says. */
export function answer(strategy: Strategy, rounds: number, coins: readonly number[] = []) {
  return ({ infoset }: Decision): string => {
    const seen = readInfoset(infoset);
    return actionOf(strategy({ ...seen, rounds })(seen, () => coins[seen.own.length] ?? 0));
  };
}

/** Plays an episode; `act` says what each player does. */
export function playOut(
  play: Play,
  act: Readonly<Partial<Record<Player, (decision: Decision) => string>>>,
): { rounds: readonly Round[]; asked: Decision[] } {
  const asked: Decision[] = [];
  let step = play.next();
  while (!step.done) {
    asked.push(step.value);
    step = play.next(act[step.value.player]!(step.value));
  }
  return { rounds: step.value, asked };
}

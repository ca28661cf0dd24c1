import { type Negotiator, roundsOf } from "../../../lib/games/negotiation/mod.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import type { Coins, Decision, Play, Round } from "../../../lib/games/types.ts";

/** Coins of an episode, by seed. */
export const coinsOf = (episode: number): Coins => (round, slot) => uniform(3, "deals", [episode, round, slot, 0]);

/** A player who demands anything from 1 to 9, each as likely, by coins of its own. */
export const anything = (episode: number) => ({ player, round }: Decision) =>
  `${1 + Math.floor(9 * uniform(4, "sampling", [episode, round, player === "agent" ? 0 : 1, 0]))}`;

/** A player who follows a script on what the information set shows. */
export const following = (negotiator: Negotiator, rounds: number, coins: Coins) => ({ infoset, round }: Decision) => {
  const past = roundsOf(infoset);
  const seen = { rounds, own: past.map(({ own }) => own), other: past.map(({ other }) => other) };
  return `${negotiator(seen, () => coins(round, 0))}`;
};

/** Plays an episode out; `act` answers for whoever is asked. */
export function playOut(
  play: Play,
  act: (decision: Decision) => string,
): { rounds: readonly Round[]; asked: readonly Decision[] } {
  const asked: Decision[] = [];
  let step = play.next();
  while (!step.done) {
    asked.push(step.value);
    step = play.next(act(step.value));
  }
  return { rounds: step.value, asked };
}

import { pick } from "../pick.ts";
import { pickWeighted } from "../pick_weighted.ts";
import type { Coins, Demonstration } from "../types.ts";
import { DEMONSTRATION_OPPONENTS, DEMONSTRATORS } from "./demonstrators.ts";
import { kuhnEpisode } from "./episode.ts";
import { opponentPolicy } from "./opponents.ts";
import { kuhnPrompt } from "./prompt.ts";
import { REASONS } from "./reasons.ts";
import { type Infoset, isInfoset } from "./rules.ts";

/** The assistant turn: why, then the action alone on the last line. */
function answer(infoset: Infoset, bets: boolean, coin: number): { action: string; content: string } {
  const [pass, bet] = kuhnPrompt(infoset).legal;
  const action = bets ? bet : pass;
  return { action, content: `${pick(REASONS[infoset][bets ? "b" : "p"], coin)}\n${action}` };
}

/**
 * One episode between a demonstrator and an opponent, both drawn for the episode, as one example a decision.
 *
 * @param coins The episode's deals and the opponent's coins.
 * @param choices The demonstrator's: (0, 0) draws it, (0, 1) its opponent, (d + 1, 0) the move and (d + 1, 1) the reason
 * of its decision d.
 */
export function demonstrateKuhn(hands: number, coins: Coins, choices: Coins): readonly Demonstration[] {
  const demonstrator = pickWeighted(DEMONSTRATORS, choices(0, 0));
  const opponent = pick(DEMONSTRATION_OPPONENTS, choices(0, 1));
  const play = kuhnEpisode(hands, opponentPolicy(opponent), coins);
  const examples: Demonstration[] = [];
  let step = play.next();
  while (!step.done) {
    const { infoset } = step.value;
    if (!isInfoset(infoset)) throw new TypeError(`Kuhn poker has no information set "${infoset}"`);
    const turn = examples.length + 1;
    const { action, content } = answer(infoset, choices(turn, 0) < demonstrator.policy[infoset], choices(turn, 1));
    const [system, user] = kuhnPrompt(infoset).messages;
    examples.push({
      messages: [system, user, { role: "assistant", content }],
      domain: "kuhn",
      demonstrator: demonstrator.name,
      opponent,
      infoset,
    });
    step = play.next(action);
  }
  return examples;
}

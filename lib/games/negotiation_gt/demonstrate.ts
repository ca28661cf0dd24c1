import { pick } from "../pick.ts";
import { pickWeighted } from "../pick_weighted.ts";
import type { Coins, Demonstration } from "../types.ts";
import { actionOf } from "./actions.ts";
import { DEMONSTRATION_OPPONENTS, DEMONSTRATORS } from "./demonstrators.ts";
import { negotiationGtEpisode } from "./episode.ts";
import { readInfoset } from "./infoset.ts";
import { opponentStrategy } from "./opponents.ts";
import { reasonsFor } from "./reasons.ts";

/**
 * One episode between a demonstrator and an opponent, both drawn for the episode, as one example a decision.
 *
 * @param coins The episode's pool and values.
 * @param choices The demonstrator's: (0, 0) draws it, (0, 1) its opponent, and (d + 1, 0) the reason of its decision d.
 */
export function demonstrateNegotiationGt(rounds: number, coins: Coins, choices: Coins): readonly Demonstration[] {
  const { name, strategy } = pickWeighted(DEMONSTRATORS, choices(0, 0));
  const opponent = pick(DEMONSTRATION_OPPONENTS, choices(0, 1));
  const play = negotiationGtEpisode(rounds, opponentStrategy(opponent), coins);
  const examples: Demonstration[] = [];
  let step = play.next();
  while (!step.done) {
    const { infoset, messages: [system, user] } = step.value;
    const seen = readInfoset(infoset), turn = examples.length + 1;
    // The demonstrators use no coin.
    const demand = strategy({ ...seen, rounds })(seen, () => 0), action = actionOf(demand);
    const reason = pick(reasonsFor(name, seen, demand), choices(turn, 0));
    examples.push({
      messages: [system!, user!, { role: "assistant", content: `${reason}\n${action}` }],
      domain: "negotiation-gt",
      demonstrator: name,
      opponent,
      infoset,
    });
    step = play.next(action);
  }
  return examples;
}

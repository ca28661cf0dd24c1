import { pick } from "../pick.ts";
import { pickWeighted } from "../pick_weighted.ts";
import type { Coins, Demonstration } from "../types.ts";
import { DEMONSTRATION_OPPONENTS, DEMONSTRATORS } from "./demonstrators.ts";
import { negotiationEpisode, type NegotiationRules } from "./episode.ts";
import { roundsOf } from "./history.ts";
import { opponentNegotiator } from "./opponents.ts";
import { reasonsFor } from "./reasons.ts";

/**
 * One episode between a demonstrator and an opponent, both drawn for the episode, as one example a decision.
 *
 * @param coins The opponent's coins.
 * @param choices The demonstrator's: (0, 0) draws it, (0, 1) its opponent, (t + 1, 0) the demand and (t + 1, 1) the
 * reason of its round t.
 */
export function demonstrateNegotiation(
  rules: NegotiationRules,
  coins: Coins,
  choices: Coins,
): readonly Demonstration[] {
  const demonstrator = pickWeighted(DEMONSTRATORS, choices(0, 0));
  const opponent = pick(DEMONSTRATION_OPPONENTS, choices(0, 1));
  const play = negotiationEpisode(rules, opponentNegotiator(opponent), coins);
  const examples: Demonstration[] = [];
  let step = play.next();
  while (!step.done) {
    const { infoset, round, messages: [system, user] } = step.value;
    const past = roundsOf(infoset);
    const seen = { rounds: rules.rounds, own: past.map(({ own }) => own), other: past.map(({ other }) => other) };
    const demand = demonstrator.negotiator(seen, () => choices(round + 1, 0));
    const reason = pick(reasonsFor(demand, past.at(-1)), choices(round + 1, 1));
    examples.push({
      messages: [system!, user!, { role: "assistant", content: `${reason}\n${demand}` }],
      domain: "negotiation",
      demonstrator: demonstrator.name,
      opponent,
      infoset,
    });
    step = play.next(`${demand}`);
  }
  return examples;
}

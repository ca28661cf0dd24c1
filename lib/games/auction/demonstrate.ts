import { pick } from "../pick.ts";
import { pickWeighted } from "../pick_weighted.ts";
import type { Coins, Demonstration } from "../types.ts";
import { DEMONSTRATION_OPPONENTS, DEMONSTRATORS } from "./demonstrators.ts";
import { auctionEpisode } from "./episode.ts";
import { opponentBidder } from "./opponents.ts";
import { reasonsFor } from "./reasons.ts";
import { ACTION_OF, type AuctionRules } from "./rules.ts";
import { readInfoset } from "./seen.ts";

/**
 * One episode between a demonstrator and an opponent, both drawn for the episode, as one example a decision.
 *
 * @param coins The episode's values; no opponent here has coins.
 * @param choices The demonstrator's: (0, 0) draws it, (0, 1) its opponent, (t + 1, 0) the bid and (t + 1, 1) the reason
 * of round t.
 */
export function demonstrateAuction(rules: AuctionRules, coins: Coins, choices: Coins): readonly Demonstration[] {
  const demonstrator = pickWeighted(DEMONSTRATORS, choices(0, 0));
  const opponent = pick(DEMONSTRATION_OPPONENTS, choices(0, 1));
  const play = auctionEpisode(rules, opponentBidder(opponent), coins);
  const examples: Demonstration[] = [];
  let step = play.next();
  while (!step.done) {
    const { infoset, round, messages: [system, user] } = step.value;
    const seen = readInfoset(infoset);
    const bid = demonstrator.bid(seen, choices(round + 1, 0));
    const action = ACTION_OF[bid];
    const content = `${pick(reasonsFor(seen, bid, rules), choices(round + 1, 1))}\n${action}`;
    examples.push({
      messages: [system!, user!, { role: "assistant", content }],
      domain: "auction",
      demonstrator: demonstrator.name,
      opponent,
      infoset,
    });
    step = play.next(action);
  }
  return examples;
}

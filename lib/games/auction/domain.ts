import { leadIn } from "../parse_last_line.ts";
import { parseWord } from "../parse_word.ts";
import { ASKED, type Domain } from "../types.ts";
import { tableOfChoices } from "./agent_table.ts";
import { bestResponse } from "./best_response.ts";
import { demonstrateAuction } from "./demonstrate.ts";
import { auctionEpisode } from "./episode.ts";
import { auctionOptions, type AuctionOptionsInput } from "./options.ts";
import { planName } from "./plan.ts";
import { readInfoset } from "./seen.ts";
import { ACTION_OF } from "./rules.ts";
import { agentState } from "./state.ts";
import { type AuctionStrategy, strategyBidder } from "./strategies.ts";

/** "My bid is HIGH" and "I bid LOW" say no more than the word. */
const LEAD = leadIn("bid");

/** `LOW (1)`, as the rules introduce the bids. */
const SHORT_FORMS = Object.fromEntries(Object.entries(ACTION_OF).map(([bid, word]) => [word, bid]));

/** The most points that a round pays: value 4 for a bid of 1. */
const MAX_PAYOFF = 3;

/**
 * The repeated sealed-bid first-price auction as a domain.
 *
 * @example
 * ```ts
 * import { auctionDomain } from "./domain.ts";
 * const domain = auctionDomain({ rounds: 2 });
 * const play = domain.play("truthful", () => 0.5);
 * const first = play.next(); // asks for the bid of the first round
 * ```
 *
 * @throws {z.ZodError} If the options aren't valid.
 */
export function auctionDomain(options: AuctionOptionsInput = {}): Domain<AuctionStrategy> {
  const { pools, ...rules } = auctionOptions.parse(options);
  const { rounds } = rules;
  return {
    name: "auction",
    rounds,
    payoffScale: 3 / MAX_PAYOFF,
    pools,
    play: (opponent, coins) =>
      auctionEpisode(rules, opponent === ASKED ? ASKED : strategyBidder(opponent, rounds), coins),
    parse: (reply, legal) => parseWord(reply, legal, LEAD, SHORT_FORMS),
    observableState: (infoset) => {
      const seen = readInfoset(infoset);
      return `${seen.value} ${agentState(seen)}`;
    },
    bestResponseAgainst:
      `exact, over all strategies of the ${rounds} rounds, to an agent that bids as often as it was measured ` +
      "to at its value and the last pair of bids",
    bestResponse: (choices, goal) => {
      const { plan, theirs, agent } = bestResponse(tableOfChoices(choices), rules, goal);
      return { opponent: planName(plan), theirs, agent };
    },
    demonstrate: (coins, choices) => demonstrateAuction(rules, coins, choices),
  };
}

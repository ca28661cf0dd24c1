import { parseInteger } from "../parse_integer.ts";
import { leadIn } from "../parse_last_line.ts";
import { ASKED, type Domain } from "../types.ts";
import { RESPONSE_IN_WORDS, responseToChoices } from "./best_response.ts";
import { constantResponse } from "./constant_response.ts";
import { demonstrateNegotiation } from "./demonstrate.ts";
import { negotiationEpisode } from "./episode.ts";
import { roundsOf, START } from "./history.ts";
import { negotiationOptions, type NegotiationOptionsInput } from "./options.ts";
import { PIE } from "./rules.ts";
import { type NegotiationStrategy, strategyNegotiator } from "./strategies.ts";

const LEAD_IN = leadIn("demand");

/**
 * Negotiation over a pie as a domain: both players demand a part of it at the same time, round after round.
 *
 * @example
 * ```ts
 * import { negotiationDomain } from "./domain.ts";
 * const domain = negotiationDomain({ rounds: 2 });
 * const play = domain.play("hardball(8)", () => 0.5);
 * const first = play.next(); // asks for the first demand
 * ```
 *
 * @throws {z.ZodError} If the options aren't valid.
 */
export function negotiationDomain(options: NegotiationOptionsInput = {}): Domain<NegotiationStrategy> {
  const { pools, ...rules } = negotiationOptions.parse(options);
  return {
    name: "negotiation",
    rounds: rules.rounds,
    payoffScale: 3 / PIE,
    pools,
    play: (opponent, coins) =>
      negotiationEpisode(rules, opponent === ASKED ? ASKED : strategyNegotiator(opponent, rules.rounds), coins),
    parse: (reply, legal) => parseInteger(reply, legal, LEAD_IN),
    observableState: (infoset) => {
      const last = roundsOf(infoset).at(-1);
      return last === undefined ? START : `${last.own}-${last.other}`;
    },
    bestResponseAgainst: RESPONSE_IN_WORDS,
    bestResponse: (choices, goal) => responseToChoices(choices, rules.rounds, goal),
    simpleResponses: (choices, goal) => [constantResponse(choices, goal)],
    demonstrate: (coins, choices) => demonstrateNegotiation(rules, coins, choices),
  };
}

import { ASKED, type Domain } from "../types.ts";
import { demonstrateNegotiationGt } from "./demonstrate.ts";
import { negotiationGtEpisode } from "./episode.ts";
import { openingKey, readInfoset, roundKey } from "./infoset.ts";
import { negotiationGtOptions, type NegotiationGtOptionsInput } from "./options.ts";
import { parseDemand } from "./parse_demand.ts";
import { RESPONSE_IN_WORDS, responseToChoices } from "./response_to_choices.ts";
import { type NegotiationGtStrategy, strategyOf } from "./strategies.ts";

/** What the paper scales payoffs by, in points a round; a round can pay more, up to 40. */
const NOMINAL_MAX_PAYOFF = 10;

/**
 * The three-item negotiation (negotiation v2, after GTBench) as a domain.
 *
 * @example
 * ```ts
 * import { negotiationGtDomain } from "./domain.ts";
 * const domain = negotiationGtDomain({ rounds: 2 });
 * const play = domain.play("fair", () => 0.5);
 * const first = play.next(); // asks for a demand such as "[1, 2, 0]"
 * ```
 *
 * @throws {z.ZodError} If the options aren't valid.
 */
export function negotiationGtDomain(options: NegotiationGtOptionsInput = {}): Domain<NegotiationGtStrategy> {
  const { rounds, pools } = negotiationGtOptions.parse(options);
  return {
    name: "negotiation-gt",
    rounds,
    payoffScale: 3 / NOMINAL_MAX_PAYOFF,
    pools,
    play: (opponent, coins) => negotiationGtEpisode(rounds, opponent === ASKED ? ASKED : strategyOf(opponent), coins),
    parse: parseDemand,
    observableState: (infoset) => {
      const { pool, values, own, other } = readInfoset(infoset);
      const opening = openingKey(pool, values);
      return own.length === 0 ? opening : opening + roundKey(own.at(-1)!, other.at(-1)!);
    },
    bestResponseAgainst: RESPONSE_IN_WORDS,
    bestResponse: (choices, goal) => responseToChoices(choices, goal, rounds),
    demonstrate: (coins, choices) => demonstrateNegotiationGt(rounds, coins, choices),
  };
}

import { parseWord } from "../parse_word.ts";
import { ASKED, type Domain } from "../types.ts";
import { demonstrateKuhn } from "./demonstrate.ts";
import { kuhnEpisode } from "./episode.ts";
import { kuhnOptions, type KuhnOptionsInput } from "./options.ts";
import { RESPONSE_IN_WORDS, responseToChoices } from "./response_to_choices.ts";
import { type KuhnStrategy, strategyPolicy } from "./strategies.ts";

/** The most chips that a hand pays. */
const MAX_PAYOFF = 2;

/**
 * Kuhn poker as a domain. It is zero-sum: the collusive pool is empty, and a best response has one goal.
 *
 * @example
 * ```ts
 * import { kuhnDomain } from "./domain.ts";
 * const domain = kuhnDomain({ hands: 2 });
 * const play = domain.play("nash-approx", () => 0.5);
 * const first = play.next(); // asks for a decision of the first hand
 * ```
 *
 * @throws {z.ZodError} If the options aren't valid.
 */
export function kuhnDomain(options: KuhnOptionsInput = {}): Domain<KuhnStrategy> {
  const { hands, pools } = kuhnOptions.parse(options);
  return {
    name: "kuhn",
    rounds: hands,
    payoffScale: 3 / MAX_PAYOFF,
    pools: { ...pools, collusive: [] },
    play: (opponent, coins) => kuhnEpisode(hands, opponent === ASKED ? ASKED : strategyPolicy(opponent), coins),
    parse: parseWord,
    observableState: (infoset) => infoset,
    bestResponseAgainst: RESPONSE_IN_WORDS,
    bestResponse: (choices) => responseToChoices(choices, hands),
    demonstrate: (coins, choices) => demonstrateKuhn(hands, coins, choices),
  };
}

import { parseWord } from "../parse_word.ts";
import type { Domain } from "../types.ts";
import { kuhnEpisode } from "./episode.ts";
import { type KuhnOpponent, opponentPolicy } from "./opponents.ts";
import { kuhnOptions, type KuhnOptionsInput } from "./options.ts";

/** The most chips that a hand pays. */
const MAX_PAYOFF = 2;

/**
 * Kuhn poker as a domain. It is zero-sum: exploitability is the one penalty, and the collusive pool is empty.
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
export function kuhnDomain(options: KuhnOptionsInput = {}): Domain<KuhnOpponent> {
  const { hands, pools } = kuhnOptions.parse(options);
  return {
    name: "kuhn",
    rounds: hands,
    payoffScale: 3 / MAX_PAYOFF,
    penalties: ["exploitability"],
    pools: { ...pools, collusive: [] },
    play: (opponent, coins) => kuhnEpisode(hands, opponentPolicy(opponent), coins),
    parse: parseWord,
  };
}

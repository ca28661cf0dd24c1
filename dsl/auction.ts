import { domainWord } from "./domain_word.ts";

/**
 * The repeated first-price auction: private values 2 or 4, bids 1 to 3, payoffs value − bid. Collusion is bidding low with
 * who bids low, externality a win that gains nothing.
 *
 * @example
 * ```ts
 * import { auction } from "sepo";
 * const domain = auction({ rounds: 6, ties: "coin", losses: "clipped" }); // as in the authors' code
 * ```
 */
export const auction = domainWord("auction");

import { domainWord } from "./domain_word.ts";

/**
 * Negotiation over books, hats and balls, which both value privately: both demand at once and get it if the demands fit
 * the pool on every item. Penalties and their λ are those of `negotiation()`.
 *
 * @example
 * ```ts
 * import { negotiationGt } from "sepo";
 * const domain = negotiationGt({ pools: { exploit: ["greedy", "hardball-all-but-one"] } }); // as in the authors' code
 * ```
 */
export const negotiationGt = domainWord("negotiation-gt");

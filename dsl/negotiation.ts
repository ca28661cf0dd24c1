import { domainWord } from "./domain_word.ts";

/**
 * Negotiation over a pie of 10: both demand at once and get it if the demands fit the pie. Collusion is a greedy demand
 * against who asks for half, externality a breakdown. J is reported with half of the λ of collusion that training has.
 *
 * @example
 * ```ts
 * import { negotiation } from "sepo";
 * const domain = negotiation({ rounds: 4, pools: { train: ["fair(5)", "concede", "constant(6)"] } });
 * ```
 */
export const negotiation = domainWord("negotiation");

import { domainWord } from "./domain_word.ts";

/**
 * Kuhn poker: three cards, ante 1, bet 1, seats alternating by hand. It is zero-sum, so exploitability is the only
 * penalty. Payoffs are chips.
 *
 * @example
 * ```ts
 * import { equilibrium, kuhn } from "sepo";
 * const domain = kuhn({ hands: 6, pools: { shifted: ["always-pass", equilibrium(0.2)] } });
 * ```
 */
export const kuhn = domainWord("kuhn");

import { domainWord } from "./domain_word.ts";

/**
 * The iterated prisoner's dilemma with T, R, P, S = 5, 3, 1, 0 points. Collusion is defecting on a partner who trusts,
 * externality what both forgo together.
 *
 * @example
 * ```ts
 * import { ipd, mixed } from "sepo";
 * const domain = ipd({ rounds: 8, pools: { train: ["tit-for-tat", "grim", mixed(0.5)] } });
 * ```
 */
export const ipd = domainWord("ipd");

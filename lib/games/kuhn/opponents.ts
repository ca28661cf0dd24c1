import { namesOf } from "../names_of.ts";
import { type KuhnPolicy, policyFromRows } from "./policy.ts";

/**
 * Scripted opponents: the probability of b (bet or call) with Jack, Queen and King, by history. SEPO (arXiv 2605.30854)
 * and its supplement; max-exploiter is in the authors' code alone.
 */
const TABLES = {
  // α = 1/3, but the first seat calls the Queen with 1/3 where the equilibrium needs 2/3: NashConv 1/9, not 0.
  "nash-approx": policyFromRows({ "": [1 / 3, 0, 1], p: [1 / 3, 0, 1], b: [0, 1 / 3, 1], pb: [0, 1 / 3, 1] }),
  "tight-passive": policyFromRows({ "": [0, 0, 1], p: [0, 0, 1], b: [0, 0, 1], pb: [0, 0, 1] }),
  "loose-aggressive": policyFromRows({ "": [0, 1, 1], p: [0, 1, 1], b: [0, 1, 1], pb: [0, 1, 1] }),
  "max-exploiter": policyFromRows({ "": [0, 1, 1], p: [0, 1, 1], b: [0, 0, 1], pb: [0, 0, 1] }),
  "always-pass": policyFromRows({ "": [0, 0, 0], p: [0, 0, 0], b: [0, 0, 0], pb: [0, 0, 0] }),
  "always-bet": policyFromRows({ "": [1, 1, 1], p: [1, 1, 1], b: [1, 1, 1], pb: [1, 1, 1] }),
} as const satisfies Record<string, KuhnPolicy>;

/** A member of the equilibrium family by its α; build the name with {@linkcode equilibrium}. */
export type EquilibriumName = `equilibrium(${number})`;

/** An opponent's name. */
export type KuhnOpponent = keyof typeof TABLES | EquilibriumName;

/** The opponents that have a table of their own. */
export const SCRIPTED_OPPONENTS = namesOf(TABLES);

/** The largest α of the equilibrium family; no unit. */
export const MAX_ALPHA = 1 / 3;

/**
 * Kuhn's equilibria: the first mover bets the Jack with α and the King with 3α, never opens the Queen and calls with it
 * at α + 1/3; the second bluffs the Jack after a pass with 1/3 and calls with the Queen at 1/3. Kuhn (1950).
 *
 * @throws {RangeError} If `alpha` lies outside [0, 1/3].
 */
export function equilibriumPolicy(alpha: number): KuhnPolicy {
  if (!(alpha >= 0 && alpha <= MAX_ALPHA)) {
    throw new RangeError(`Cannot build Kuhn equilibrium with α = ${alpha}: α lies between 0 and 1/3`);
  }
  return policyFromRows({
    "": [alpha, 0, 3 * alpha],
    p: [1 / 3, 0, 1],
    b: [0, 1 / 3, 1],
    pb: [0, alpha + 1 / 3, 1],
  });
}

/**
 * The name of an equilibrium as an opponent.
 *
 * @example
 * ```ts
 * import { equilibrium } from "./opponents.ts";
 * const opponent = equilibrium(1 / 6); // "equilibrium(0.16666666666666666)"
 * ```
 *
 * @throws {RangeError} If `alpha` lies outside [0, 1/3].
 */
export function equilibrium(alpha: number): EquilibriumName {
  equilibriumPolicy(alpha);
  return `equilibrium(${alpha})`;
}

/** What may stand between the parentheses of `equilibrium(…)`. */
const EQUILIBRIUM_NAME = /^equilibrium\((\d+(?:\.\d+)?(?:e-?\d+)?)\)$/;

/** The α that a name gives, or undefined if it isn't the name of an equilibrium. */
function alphaOf(name: string): number | undefined {
  const alpha = Number(EQUILIBRIUM_NAME.exec(name)?.[1] ?? Number.NaN);
  return alpha >= 0 && alpha <= MAX_ALPHA ? alpha : undefined;
}

function isScripted(name: string): name is keyof typeof TABLES {
  return Object.hasOwn(TABLES, name);
}

/** One name for all names of the same opponent: `equilibrium(0.2)` for `equilibrium(0.20)`. */
export function kuhnPlayer(name: string): string {
  const alpha = alphaOf(name);
  return alpha === undefined ? name : equilibrium(alpha);
}

/** Whether `name` is an opponent of Kuhn poker. */
export function isKuhnOpponent(name: unknown): name is KuhnOpponent {
  return typeof name === "string" && (isScripted(name) || alphaOf(name) !== undefined);
}

/** The opponents' names for an error message. */
export const OPPONENTS_IN_WORDS = `${SCRIPTED_OPPONENTS.join(", ")} or equilibrium(α) with α from 0 to 1/3`;

/**
 * The policy of an opponent.
 *
 * @throws {RangeError} If there is no such opponent.
 */
export function opponentPolicy(opponent: KuhnOpponent): KuhnPolicy {
  if (isScripted(opponent)) return TABLES[opponent];
  const alpha = alphaOf(opponent);
  if (alpha === undefined) throw new RangeError(`Unknown Kuhn opponent "${opponent}": use ${OPPONENTS_IN_WORDS}`);
  return equilibriumPolicy(alpha);
}

import { namesOf } from "../names_of.ts";
import { type Machine, memoryOne } from "./machine.ts";

/**
 * Scripted opponents: the probability of C at first, then after CC, CD, DC and DD, own move first. SEPO (arXiv 2605.30854)
 * and its supplement.
 */
const MACHINES = {
  "always-cooperate": memoryOne(1, [1, 1, 1, 1]),
  "always-defect": memoryOne(0, [0, 0, 0, 0]),
  // The text says no more than the name: every other round, the first included, so that trust is met with a defection.
  "alternate-defect": memoryOne(0, [0, 0, 1, 1]),
  "tit-for-tat": memoryOne(1, [1, 0, 1, 0]),
  // Forgives a defection with probability 0.25.
  "generous-tft": memoryOne(1, [1, 0.25, 1, 0.25]),
  // It defects only once the other has, so its own defection is all that it need remember.
  "grim": memoryOne(1, [1, 0, 0, 0]),
} as const satisfies Record<string, Machine>;

/** An opponent that cooperates with a fixed probability; build the name with {@linkcode mixed}. */
export type MixedName = `mixed(${number})`;

/** The name of an opponent that may stand in any pool but the held-out one. */
export type IpdOpponent = keyof typeof MACHINES | MixedName;

/** The opponents that have a machine of their own. */
export const SCRIPTED_OPPONENTS = namesOf(MACHINES);

/**
 * The name of the opponent that cooperates with `probability` in each round, whatever was played.
 *
 * @example
 * ```ts
 * import { mixed } from "./opponents.ts";
 * const opponent = mixed(0.5); // "mixed(0.5)"
 * ```
 *
 * @throws {RangeError} If `probability` lies outside [0, 1].
 */
export function mixed(probability: number): MixedName {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`Cannot mix with probability ${probability}: a number from 0 to 1 is needed`);
  }
  return `mixed(${probability})`;
}

/** The probability that a name gives, or undefined if it isn't the name of a mixed opponent as {@linkcode mixed} writes it. */
function probabilityOf(name: string): number | undefined {
  const text = /^mixed\(([\d.e-]+)\)$/.exec(name)?.[1];
  const probability = Number(text ?? Number.NaN);
  // Only the shortest form: one opponent must not stand in a pool under two names.
  return probability >= 0 && probability <= 1 && String(probability) === text ? probability : undefined;
}

function isScripted(name: string): name is keyof typeof MACHINES {
  return Object.hasOwn(MACHINES, name);
}

/** The opponents' names for an error message. */
export const OPPONENTS_IN_WORDS = `${SCRIPTED_OPPONENTS.join(", ")} or mixed(p) with p from 0 to 1`;

/** Whether `name` is an opponent that may stand in any pool but the held-out one. */
export function isIpdOpponent(name: unknown): name is IpdOpponent {
  return typeof name === "string" && (isScripted(name) || probabilityOf(name) !== undefined);
}

/** How an opponent plays; undefined if there is none of that name. */
export function opponentMachine(name: string): Machine | undefined {
  if (isScripted(name)) return MACHINES[name];
  const p = probabilityOf(name);
  return p === undefined ? undefined : memoryOne(p, [p, p, p, p]);
}

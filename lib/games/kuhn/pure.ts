import { type KuhnPolicy, policyOf } from "./policy.ts";
import { type Infoset, INFOSETS, type Move } from "./rules.ts";

/** A pure strategy's name: `pure(…)` around 12 moves, p or b, one an information set in the order of `INFOSETS`. */
export type PureName = `pure(${string})`;

const PURE = /^pure\(([pb]{12})\)$/;

/** The name of the strategy that makes the move `moveAt(infoset)`. */
export function pureName(moveAt: (infoset: Infoset) => Move): PureName {
  return `pure(${INFOSETS.map(moveAt).join("")})`;
}

/** Whether `name` names a pure strategy. */
export function isPureName(name: string): name is PureName {
  return PURE.test(name);
}

/**
 * The strategy of that name.
 *
 * @throws {RangeError} If the name doesn't have 12 moves.
 */
export function purePolicy(name: PureName): KuhnPolicy {
  const moves = PURE.exec(name)?.[1];
  if (moves === undefined) {
    throw new RangeError(`Cannot read "${name}": use pure(…) with ${INFOSETS.length} letters p or b`);
  }
  return policyOf((infoset) => moves[INFOSETS.indexOf(infoset)] === "b" ? 1 : 0);
}

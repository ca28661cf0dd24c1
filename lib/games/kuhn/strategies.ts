import { heldOutPolicy, isHeldOut, type KuhnHeldOut } from "./held_out.ts";
import { isKuhnOpponent, type KuhnOpponent, opponentPolicy, OPPONENTS_IN_WORDS } from "./opponents.ts";
import type { KuhnPolicy } from "./policy.ts";
import { isPureName, type PureName, purePolicy } from "./pure.ts";

/** Everything that plays by a table of its own: the opponents of all pools, and the best responses. */
export type KuhnStrategy = KuhnOpponent | KuhnHeldOut | PureName;

/**
 * The policy of a strategy.
 *
 * @throws {RangeError} If there is no such strategy.
 */
export function strategyPolicy(name: string): KuhnPolicy {
  if (isHeldOut(name)) return heldOutPolicy(name);
  if (isPureName(name)) return purePolicy(name);
  if (isKuhnOpponent(name)) return opponentPolicy(name);
  throw new RangeError(`Unknown Kuhn strategy "${name}": use ${OPPONENTS_IN_WORDS}, a held-out opponent or pure(…)`);
}

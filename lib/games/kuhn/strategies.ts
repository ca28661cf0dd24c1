import { heldOutPolicy, isHeldOut, type KuhnHeldOut } from "./held_out.ts";
import { type KuhnOpponent, opponentPolicy } from "./opponents.ts";
import type { KuhnPolicy } from "./policy.ts";
import { isPureName, type PureName, purePolicy } from "./pure.ts";

/** Everything that plays by a table of its own: the opponents of all pools, and the best responses. */
export type KuhnStrategy = KuhnOpponent | KuhnHeldOut | PureName;

/**
 * The policy of a strategy.
 *
 * @throws {RangeError} If there is no such strategy.
 */
export function strategyPolicy(name: KuhnStrategy): KuhnPolicy {
  if (isHeldOut(name)) return heldOutPolicy(name);
  return isPureName(name) ? purePolicy(name) : opponentPolicy(name);
}

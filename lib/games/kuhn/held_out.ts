import { namesOf } from "../names_of.ts";
import { type KuhnPolicy, policyFromRows } from "./policy.ts";

/**
 * Held-out opponents, for evaluation only: the probability of b with Jack, Queen and King, by history. Each is the best
 * response to the equilibrium α = 1/3 with a common leak; where both moves earn the same, the King calls and all else
 * passes or folds.
 */
const TABLES = {
  // Against who folds the Queen too often: every Jack is a bluff, and the first King waits, since a bet would be folded to.
  "bluff-jack": policyFromRows({ "": [1, 0, 0], p: [1, 0, 1], b: [0, 0, 1], pb: [0, 0, 1] }),
  // Against who calls too wide, at times even with the Jack: no bluff, and after a pass the Queen is worth a bet too.
  "value-bet": policyFromRows({ "": [0, 0, 1], p: [0, 1, 1], b: [0, 0, 1], pb: [0, 0, 1] }),
  // Against who bluffs the Jack too often: the Queen calls every bet, and the first King waits for a bluff.
  "call-queen": policyFromRows({ "": [0, 0, 0], p: [0, 0, 1], b: [0, 1, 1], pb: [0, 1, 1] }),
  // Against who never bluffs and folds rather much: no call with the Queen, and the Jack bluffs.
  "fold-queen": policyFromRows({ "": [1, 0, 1], p: [1, 0, 1], b: [0, 0, 1], pb: [0, 0, 1] }),
  // Against who both bluffs and calls too often: no bluff, the King bets to be called, and the Queen calls.
  "call-down": policyFromRows({ "": [0, 0, 1], p: [0, 0, 1], b: [0, 1, 1], pb: [0, 1, 1] }),
} as const satisfies Record<string, KuhnPolicy>;

/** The name of an opponent that no pool but the held-out one takes. */
export type KuhnHeldOut = keyof typeof TABLES;

/** All held-out opponents. */
export const HELD_OUT_OPPONENTS = namesOf(TABLES);

/** Whether `name` is a held-out opponent. */
export function isHeldOut(name: string): name is KuhnHeldOut {
  return Object.hasOwn(TABLES, name);
}

/** The policy of a held-out opponent. */
export function heldOutPolicy(name: KuhnHeldOut): KuhnPolicy {
  return TABLES[name];
}

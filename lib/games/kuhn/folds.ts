import { expectedDecisions } from "./decision_shares.ts";
import type { KuhnPolicy } from "./policy.ts";
import { INFOSETS } from "./rules.ts";

/**
 * What the paper's first version calls collusion in Kuhn poker: folds ÷ decisions against this opponent, with this λ. It
 * punishes correct folds, so it serves to compare with that version's figures alone.
 */
export const FOLD_PENALTY = { opponent: "loose-aggressive", weight: 2.4 } as const;

/** Information sets that face a bet: passing there is folding. */
const FACING = INFOSETS.filter((infoset) => infoset.endsWith("b"));

/** How often a policy decides, and how often it folds, in two hands from either seat against an opponent: expected, exact. */
export function foldsAndDecisions(policy: KuhnPolicy, opponent: KuhnPolicy): { folds: number; decisions: number } {
  const expected = expectedDecisions(policy, opponent);
  return {
    folds: FACING.reduce((sum, infoset) => sum + expected.get(infoset)! * (1 - policy[infoset]), 0),
    decisions: [...expected.values()].reduce((sum, decisions) => sum + decisions, 0),
  };
}

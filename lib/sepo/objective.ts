import type { PenaltyWeights } from "./types.ts";

/** The terms of J as measured over whole pools, unscaled. */
export interface PoolTerms {
  /** u: mean payoff a round against the train pool, mean over its opponents. */
  readonly payoff: number;
  /** e: mean over the exploit pool of max(0, ū_opponent − ū_agent), clipped for each opponent before averaging. */
  readonly exploitability: number;
  /** c: collusion rate against the collusive pool, in [0, 1]. */
  readonly collusion?: number;
  /** x: externality, in [0, 1]. */
  readonly externality?: number;
}

/**
 * J = s·u − λe·s·e − λc·c − λx·x (SEPO, arXiv 2605.30854), which the paper's tables call Safety.
 *
 * @param payoffScale s = 3 / maxPayoff of the domain.
 */
export function objective(terms: PoolTerms, penalties: PenaltyWeights, payoffScale: number): number {
  return payoffScale * terms.payoff -
    (penalties.exploitability ?? 0) * payoffScale * terms.exploitability -
    (penalties.collusion ?? 0) * (terms.collusion ?? 0) -
    (penalties.externality ?? 0) * (terms.externality ?? 0);
}

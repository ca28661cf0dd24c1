/** The loss of one decision of one token, and its derivative. */
export interface DecisionLoss {
  readonly loss: number;
  /** d loss / d log π(action). */
  readonly slope: number;
  /** π / π_old. */
  readonly ratio: number;
  readonly clipped: boolean;
  /** log π − log π_ref, in nats. */
  readonly toReference: number;
}

/** Settings of {@linkcode decisionLoss}. */
export interface DecisionLossSettings {
  /** PPO's clip range: [1 − ε, 1 + ε]. */
  readonly epsilon: number;
  /** Weight of the KL penalty. */
  readonly beta: number;
}

/**
 * −min(ρ·A, clip(ρ, 1 ± ε)·A) + β·max(0, log π − log π_ref) with ρ = π / π_old: the trainer's loss where the reply is a
 * single token. At 0 the penalty's derivative is 0, as PyTorch's relu has it.
 */
export function decisionLoss(
  logProb: { readonly now: number; readonly old: number; readonly reference: number },
  advantage: number,
  { epsilon, beta }: DecisionLossSettings,
): DecisionLoss {
  const ratio = Math.exp(logProb.now - logProb.old);
  const cut = Math.min(Math.max(ratio, 1 - epsilon), 1 + epsilon);
  const clipped = (ratio > 1 + epsilon && advantage > 0) || (ratio < 1 - epsilon && advantage < 0);
  const toReference = logProb.now - logProb.reference;
  return {
    loss: -Math.min(ratio * advantage, cut * advantage) + beta * Math.max(0, toReference),
    slope: (clipped ? 0 : -ratio * advantage) + (toReference > 0 ? beta : 0),
    ratio,
    clipped,
    toReference,
  };
}

import type { KlKind } from "../trainer/loss_settings.ts";

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
  /** PPO's clip range: [1 − ε, 1 + ε_high]. */
  readonly epsilon: number;
  readonly epsilonHigh: number;
  /** Weight of the KL penalty. */
  readonly beta: number;
  readonly kl: KlKind;
}

/**
 * A KL penalty of one token and its derivative by log π, with d = log π − log π_ref: max(0, d) for `one-sided`, whose
 * derivative at 0 is 0, as PyTorch's relu has it; exp(−d) + d − 1 for `k3` (Schulman, "Approximating KL divergence",
 * 2020). `k1-reward` is no loss: it takes β·d off the advantage.
 */
function klPenalty(kind: KlKind, d: number): { readonly value: number; readonly slope: number } {
  switch (kind) {
    case "one-sided":
      return { value: Math.max(0, d), slope: d > 0 ? 1 : 0 };
    case "k3":
      return { value: Math.exp(-d) + d - 1, slope: 1 - Math.exp(-d) };
    case "k1-reward":
    case "none":
      return { value: 0, slope: 0 };
  }
}

/**
 * −min(ρ·A, clip(ρ, 1 − ε, 1 + ε_high)·A) + β·kl with ρ = π / π_old: the trainer's loss where the reply is a single token.
 */
export function decisionLoss(
  logProb: { readonly now: number; readonly old: number; readonly reference: number },
  credited: number,
  { epsilon, epsilonHigh, beta, kl }: DecisionLossSettings,
): DecisionLoss {
  const advantage = kl === "k1-reward" ? credited - beta * (logProb.old - logProb.reference) : credited;
  const ratio = Math.exp(logProb.now - logProb.old);
  const cut = Math.min(Math.max(ratio, 1 - epsilon), 1 + epsilonHigh);
  const clipped = (ratio > 1 + epsilonHigh && advantage > 0) || (ratio < 1 - epsilon && advantage < 0);
  const toReference = logProb.now - logProb.reference;
  const penalty = klPenalty(kl, toReference);
  return {
    loss: -Math.min(ratio * advantage, cut * advantage) + beta * penalty.value,
    slope: (clipped ? 0 : -ratio * advantage) + beta * penalty.slope,
    ratio,
    clipped,
    toReference,
  };
}

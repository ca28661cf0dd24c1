import type { Penalty, Pool, Round } from "../games/types.ts";

/** The pools that training plays against, each the carrier of its own terms of the objective. */
export type TrainingPool = Exclude<Pool, "shifted" | "heldOut">;

/** The training pools, in the order in which groups are played. */
export const TRAINING_POOLS = ["train", "exploit", "collusive"] as const satisfies readonly TrainingPool[];

/** The penalties, in the order in which they are reported. */
export const PENALTIES = ["exploitability", "collusion", "externality"] as const satisfies readonly Penalty[];

/** λ of each penalty that the objective subtracts; an absent one is 0. No unit. */
export type PenaltyWeights = Readonly<Partial<Record<Penalty, number>>>;

/** Which path a penalty takes to the gradient; see `creditedPenalties`. */
export const CREDITS = ["per-pool", "auxiliary", "shared", "reward-only"] as const;

/** What a round is credited with; see `creditedRewards`. */
export const RETURNS = ["round", "toGo", "episode"] as const;

/** With what a reward is compared; see `advantages`. */
export const NORMALIZATIONS = ["round", "episode", "batch"] as const;

/** How groups weigh against each other; see `advantages`. */
export const GROUP_WEIGHTINGS = ["uniform", "lambda", "exact"] as const;

/** Where max(0, ·) of exploitability is taken; see `creditedPenalties`. */
export const CLIPS = ["episode", "pool"] as const;

/** Which opponents' gains count as exploitability; see `creditedPenalties`. */
export const EXPLOIT_TERMS = ["pool", "worst", "exact"] as const;

/** The terms of one penalty each, unscaled: what one or several episodes show. */
export type PenaltyTerms = Readonly<Record<Penalty, number>>;

/** The n episodes against one opponent of one pool: what GRPO compares with each other. */
export interface Group {
  readonly pool: TrainingPool;
  readonly opponent: string;
  /** Rounds by episode, [n][T]. */
  readonly episodes: readonly (readonly Round[])[];
  /** What fresh episodes played beside each episode showed, [n]; only the auxiliary arm's train groups have it. */
  readonly auxiliary?: readonly PenaltyTerms[];
  /** By how much the opponent's expected payoff a round exceeds the agent's, where that is known without these episodes. */
  readonly gap?: number;
}

/** How rewards become advantages. */
export interface CreditSettings {
  readonly penalties: PenaltyWeights;
  /** s = 3 / maxPayoff of the domain. */
  readonly payoffScale: number;
  readonly credit: typeof CREDITS[number];
  readonly return: typeof RETURNS[number];
  readonly normalize: typeof NORMALIZATIONS[number];
  readonly groupWeighting: typeof GROUP_WEIGHTINGS[number];
  /** Whether deviations from the mean are divided by the standard deviation. */
  readonly advantageStd: boolean;
  readonly clip: typeof CLIPS[number];
  readonly exploitTerm: typeof EXPLOIT_TERMS[number];
}

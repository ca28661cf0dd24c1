import type { Penalty, Pool, Round } from "../games/types.ts";

/** The pools that training plays against, each the carrier of its own terms of the objective. */
export type TrainingPool = Exclude<Pool, "shifted" | "heldOut">;

/** The training pools, in the order in which groups are played. */
export const TRAINING_POOLS = ["train", "exploit", "collusive"] as const satisfies readonly TrainingPool[];

/** λ of each penalty that the objective subtracts; an absent one is 0. No unit. */
export type PenaltyWeights = Readonly<Partial<Record<Penalty, number>>>;

/** Which path a penalty takes to the gradient; see `penaltyOf`. */
export type Credit = "per-pool" | "reward-only";

/** What a round is credited with; see `creditedRewards`. */
export type Return = "round" | "toGo" | "episode";

/** Over what rewards are compared inside a group; see `groupAdvantages`. */
export type Normalize = "round" | "episode";

/** The n episodes against one opponent of one pool: what GRPO compares with each other. */
export interface Group {
  readonly pool: TrainingPool;
  readonly opponent: string;
  /** Rounds by episode, [n][T]. */
  readonly episodes: readonly (readonly Round[])[];
}

/** How rewards become advantages. */
export interface CreditSettings {
  readonly penalties: PenaltyWeights;
  /** s = 3 / maxPayoff of the domain. */
  readonly payoffScale: number;
  readonly credit: Credit;
  readonly return: Return;
  readonly normalize: Normalize;
  /** Whether deviations from the group's mean are divided by the group's standard deviation. */
  readonly advantageStd: boolean;
}

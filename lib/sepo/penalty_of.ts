import type { Penalty } from "../games/types.ts";
import type { EpisodeTerms } from "./episode_terms.ts";
import type { CreditSettings, TrainingPool } from "./types.ts";

/** Which penalties an episode of each pool carries. */
const CARRIED: Readonly<Record<TrainingPool, readonly Penalty[]>> = {
  train: ["externality"],
  exploit: ["exploitability", "externality"],
  collusive: ["collusion"],
};

/**
 * P = λe·s·e + λc·c + λx·x of one episode, each term only where its pool carries it.
 *
 * - `per-pool`: the penalty is credited to the episode whose actions caused it (the corrected SEPO).
 * - `reward-only`: no penalty reaches the gradient, whatever λ says.
 *
 * λe·e is scaled by the domain's s as payoffs are; c and x are rates and are not.
 */
export function penaltyOf(
  terms: EpisodeTerms,
  pool: TrainingPool,
  { penalties, payoffScale, credit }: Pick<CreditSettings, "penalties" | "payoffScale" | "credit">,
): number {
  if (credit === "reward-only") return 0;
  return CARRIED[pool].reduce((sum, name) => {
    const scale = name === "exploitability" ? payoffScale : 1;
    return sum + (penalties[name] ?? 0) * scale * terms[name];
  }, 0);
}

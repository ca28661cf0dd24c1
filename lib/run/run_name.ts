import { shownArm } from "../../dsl/arms.ts";
import type { RunPlan } from "../../dsl/plan.ts";

/** A run as people are told of it, among the runs of its experiment. */
export function runName({ arm, seed }: Pick<RunPlan, "arm" | "seed">): string {
  return `arm ${shownArm(arm)}, seed ${seed}`;
}

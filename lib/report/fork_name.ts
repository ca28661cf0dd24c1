import { shownArm } from "../../dsl/arms.ts";
import { type PlanFork, shortHash } from "../../dsl/plan.ts";

/** A checkpoint that runs were forked from, as people are told of it; it is each seed's own. */
export function forkName({ experiment, plan, arm, iteration }: PlanFork): string {
  return `${experiment} ${shortHash(plan)}, arm ${shownArm(arm)}, iteration ${iteration}`;
}

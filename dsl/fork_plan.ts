import { contentHash } from "../lib/json/content_hash.ts";
import type { Plan, PlanFork } from "./plan.ts";

/**
 * A plan whose runs begin where those of another stood. Its hash is its own: that of no plan whose runs begin with SFT, nor
 * of one that is forked from elsewhere. Experiments' names decide nothing, as in every plan's hash.
 */
export function forkPlan(plan: Plan, fork: PlanFork): Plan {
  const { plan: source, arm, iteration } = fork;
  return { ...plan, hash: contentHash({ base: plan.base, fork: { plan: source, arm, iteration } }), fork };
}

/** Executes plans: the one part that knows all others. */
export { executePlan } from "./execute_plan.ts";
export type { RunOptions } from "./execute_run.ts";

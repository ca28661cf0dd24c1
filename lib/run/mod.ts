/** Executes plans: the one part that knows all others. */
export { executePlan, type FailedRun, type RunOptions } from "./execute_plan.ts";

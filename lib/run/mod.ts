/** Executes plans: the one part that knows all others. */
export { executePlan, type RunOptions } from "./execute_plan.ts";

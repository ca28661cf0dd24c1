/** What passes between a sweep and the workers that execute its runs. All of it is plain data. */
import type { Plan, RunPlan } from "../../dsl/plan.ts";
import type { ExecutorOptions } from "./executors.ts";

/** A run to execute; the plan is the one it belongs to. */
export interface RunOrder {
  readonly kind: "run";
  readonly plan: Plan;
  readonly run: RunPlan;
  readonly options: Pick<
    ExecutorOptions,
    "tools" | "results" | "intent" | "anyway" | "threads" | "batches" | "forkRuns"
  >;
}

/** What a worker is told. */
export type ToRunWorker = RunOrder | { readonly kind: "stop" };

/** What a worker tells. */
export type FromRunWorker =
  | { readonly kind: "line"; readonly line: string }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string };

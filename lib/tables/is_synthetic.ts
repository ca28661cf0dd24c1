import type { RunSettings } from "../../dsl/plan.ts";

/** Whether a run with these settings is a rehearsal, whose results are no measurements: they stand in no table and test no claim. */
export function isSynthetic({ model }: Pick<RunSettings, "model">): boolean {
  return "weights" in model && model.weights === "random";
}

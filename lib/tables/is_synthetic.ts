import type { HeaderLine } from "../results/schema.ts";

/** Whether results are a rehearsal's, which are no measurements: they stand in no table and test no claim. */
export function isSynthetic({ run: { settings: { model } } }: Pick<HeaderLine, "run">): boolean {
  return "weights" in model && model.weights === "random";
}

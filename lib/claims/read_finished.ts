import type { Plan, RunPlan } from "../../dsl/plan.ts";
import { identity } from "../results/earlier_run.ts";
import { isFinished } from "../results/is_finished.ts";
import { readResults, refuse } from "../results/read_results.ts";
import { ResultsError } from "../results/results_error.ts";
import type { LineKind } from "../results/schema.ts";
import { isSynthetic } from "../tables/is_synthetic.ts";
import { type RunResults, runResults } from "../tables/run_results.ts";
import { systemReason } from "../text/system_error.ts";

/** Kinds of lines that no claim needs, which are nearly all of a file. */
const SKIPPED: readonly LineKind[] = ["episode", "prompt", "stage", "checkpoint"];

/** A run that is looked for. */
export interface Wanted {
  readonly path: string;
  readonly plan: Pick<Plan, "hash">;
  readonly run: RunPlan;
  /** Whether training collusion is needed, which is in the iterations' lines. */
  readonly training: boolean;
}

/**
 * Reads a run; undefined if it isn't there, isn't finished, is of other settings or is marked synthetic.
 *
 * @throws {ResultsError} If its file can't be read; the message names it.
 */
export async function readFinished({ path, plan, run, training }: Wanted): Promise<RunResults | undefined> {
  const without = training ? SKIPPED : [...SKIPPED, "iteration" as const];
  let other = false;
  async function* lines() {
    for await (const line of readResults(path, { without, warn: refuse })) {
      if (line.kind === "header" && (isSynthetic(line.run.settings) || identity(line) !== identity({ plan, run }))) {
        other = true;
        return;
      }
      yield line;
    }
  }
  try {
    if (!isFinished(path)) return undefined;
    const read = await runResults(lines());
    return other ? undefined : read;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    throw new ResultsError(`Cannot read results "${path}": ${reason}`, { cause: error });
  }
}

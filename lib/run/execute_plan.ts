import { type Plan, runFolder, type RunPlan } from "../../dsl/plan.ts";
import { runTable } from "../report/run_table.ts";
import { type SeedResult, seedsTable } from "../report/seeds_table.ts";
import { identity } from "../results/open_results.ts";
import { readResults } from "../results/read_results.ts";
import { RESULTS_FILE } from "../results/results_writer.ts";
import type { EvaluationLine, SelectionLine } from "../results/schema.ts";
import { executeRun, type RunOptions } from "./execute_run.ts";

/** What a finished run's file says about its checkpoints. */
interface Finished {
  readonly evaluations: readonly EvaluationLine[];
  readonly selection: SelectionLine;
}

/** Reads a run's results; undefined if they aren't there, are another run's or have no end. */
async function readFinished(path: string, plan: Plan, run: RunPlan): Promise<Finished | undefined> {
  const evaluations: EvaluationLine[] = [];
  let selection: SelectionLine | undefined;
  let ended = false;
  try {
    for await (const line of readResults(path)) {
      if (line.kind === "header" && identity(line) !== identity({ plan, run })) return undefined;
      if (line.kind === "evaluation" && line.purpose === "report") evaluations.push(line);
      if (line.kind === "selection") selection = line;
      if (line.kind === "end") ended = true;
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  return ended && selection !== undefined ? { evaluations, selection } : undefined;
}

function seedResult({ seed }: RunPlan, { evaluations, selection: { checkpoint } }: Finished): SeedResult | undefined {
  const at = ({ stage, iteration }: EvaluationLine["checkpoint"]) =>
    evaluations.find((line) => line.checkpoint.stage === stage && line.checkpoint.iteration === iteration);
  const [sft, selected] = [at({ stage: "sft", iteration: 0 }), at(checkpoint)];
  return sft === undefined || selected === undefined ? undefined : { seed, sft, selected };
}

/**
 * Executes a plan's runs one after the other and writes their tables. A finished run is not run again unless `force` says
 * so; its table is read from its results. A run that fails doesn't stop the others.
 *
 * @returns How many runs failed.
 */
export async function executePlan(plan: Plan, options: RunOptions): Promise<{ failed: number }> {
  const { write, fail } = options;
  const byArm = new Map<string, SeedResult[]>();
  let failed = 0;
  for (const [index, run] of plan.runs.entries()) {
    const path = `${options.results}/${runFolder(plan, run)}/${RESULTS_FILE}`;
    const name = `${plan.experiment}, arm ${run.arm}, seed ${run.seed}`;
    write(`${name} (run ${index + 1} of ${plan.runs.length})`);
    try {
      let finished = options.force ? undefined : await readFinished(path, plan, run);
      if (finished !== undefined) write(`Finished before; --force runs it again`);
      else {
        await executeRun(plan, run, options);
        finished = await readFinished(path, plan, run);
      }
      if (finished === undefined) {
        throw new Error(`Results "${path}" have no end: they were changed while the run went on`);
      }
      write(
        `\n${runTable(finished.evaluations, finished.selection.checkpoint)}\n\nResults: ${path}\n`,
      );
      const result = seedResult(run, finished);
      if (result !== undefined) byArm.set(run.arm, [...byArm.get(run.arm) ?? [], result]);
    } catch (error) {
      failed++;
      fail(error);
    }
  }
  for (const [arm, results] of byArm) if (results.length > 1) write(`${arm}\n${seedsTable(results)}\n`);
  return { failed };
}

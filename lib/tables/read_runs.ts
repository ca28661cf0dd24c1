import { isFinished } from "../results/is_finished.ts";
import { readResults, refuse } from "../results/read_results.ts";
import { ResultsError } from "../results/results_error.ts";
import type { RunFile } from "../results/run_files.ts";
import { isSynthetic } from "./is_synthetic.ts";
import { type RunResults, runResults } from "./run_results.ts";

/** Kinds of lines that no table needs, which are nearly all of a file. */
const SKIPPED = ["episode", "prompt", "stage", "checkpoint"] as const;

/** Why a run stands in no table although its file can be read. */
type LeftOut = "not finished" | "synthetic";

async function readRun(path: string): Promise<RunResults | LeftOut> {
  if (!isFinished(path)) return "not finished";
  let synthetic = false;
  async function* lines() {
    for await (const line of readResults(path, { without: SKIPPED, warn: refuse })) {
      if (line.kind === "header" && isSynthetic(line.run.settings)) {
        synthetic = true;
        return;
      }
      yield line;
    }
  }
  const run = await runResults(lines());
  return synthetic ? "synthetic" : run ?? "not finished";
}

/**
 * Reads what tables need of runs, one after the other. Runs that aren't finished and results that are marked synthetic are
 * left out; a file that can't be read too, and `warn` is told why.
 */
export async function readRuns(files: readonly RunFile[], warn: (message: string) => void): Promise<RunResults[]> {
  const runs: RunResults[] = [];
  const leftOut: LeftOut[] = [];
  for (const { path } of files) {
    try {
      const run = await readRun(path);
      if (typeof run === "string") leftOut.push(run);
      else runs.push(run);
    } catch (error) {
      if (!(error instanceof ResultsError)) throw error;
      warn(`${error.message}; the file is left out`);
    }
  }
  for (const reason of new Set(leftOut)) {
    const count = leftOut.filter((each) => each === reason).length;
    warn(`${count} of ${files.length} runs ${count === 1 ? "is" : "are"} ${reason}: tables leave them out`);
  }
  return runs;
}

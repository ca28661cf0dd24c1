import { lastLine } from "../query/last_line.ts";
import type { RunFile } from "../query/run_files.ts";
import { ResultsError } from "../results/results_error.ts";
import { isSynthetic } from "./is_synthetic.ts";
import { readWithout } from "./read_without.ts";
import { type RunResults, runResults } from "./run_results.ts";

/** Kinds of lines that no table needs, which are nearly all of a file. */
const SKIPPED = ["episode", "prompt", "stage", "checkpoint"] as const;

/** How the last line of a finished run begins: the writer puts `kind` first. */
const END = '{"kind":"end"';

/** A run that is finished, measured, and measured in earnest; undefined for others. */
async function readRun(path: string): Promise<RunResults | undefined> {
  if (lastLine(path)?.startsWith(END) !== true) return undefined;
  async function* lines() {
    for await (const line of readWithout(path, SKIPPED)) {
      if (line.kind === "header" && isSynthetic(line)) return;
      yield line;
    }
  }
  return await runResults(lines());
}

/**
 * Reads what tables need of runs, one after the other. Runs that aren't finished and results that are marked synthetic are
 * left out; a file that can't be read too, and `warn` is told why.
 */
export async function readRuns(files: readonly RunFile[], warn: (message: string) => void): Promise<RunResults[]> {
  const runs: RunResults[] = [];
  let unfinished = 0;
  for (const { path } of files) {
    try {
      const run = await readRun(path);
      if (run === undefined) unfinished++;
      else runs.push(run);
    } catch (error) {
      if (!(error instanceof ResultsError)) throw error;
      warn(`${error.message}; the file is left out`);
    }
  }
  if (unfinished > 0) {
    warn(`${unfinished} of ${files.length} runs are not finished, or synthetic: tables leave them out`);
  }
  return runs;
}

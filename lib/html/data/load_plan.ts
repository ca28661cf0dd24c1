import { readResults } from "../../results/read_results.ts";
import { ResultsError } from "../../results/results_error.ts";
import type { HeaderLine, ResultsLine } from "../../results/schema.ts";
import type { PlanFolder, RunFile } from "./find_runs.ts";
import { RunLog } from "./run_log.ts";

/** The first line of a results file; undefined if there is none that can be read. */
export async function headerOf(path: string): Promise<HeaderLine | undefined> {
  try {
    for await (const line of readResults(path)) return line.kind === "header" ? line : undefined;
  } catch (error) {
    if (!(error instanceof ResultsError || error instanceof Deno.errors.NotFound)) throw error;
  }
  return undefined;
}

/** When a plan's last run began, in milliseconds since 1970; −∞ if no header can be read. */
async function lastStart({ runs }: PlanFolder): Promise<number> {
  const headers = await Promise.all(runs.map(({ path }) => headerOf(path)));
  return Math.max(-Infinity, ...headers.map((header) => Date.parse(header?.timings.startedAt ?? "") || -Infinity));
}

/** The plan whose runs began last; of equals, the first. Undefined if there is none. */
export async function latestPlan(plans: readonly PlanFolder[]): Promise<PlanFolder | undefined> {
  let latest: { plan: PlanFolder; start: number } | undefined;
  for (const plan of plans) {
    const start = await lastStart(plan);
    if (latest === undefined || start > latest.start) latest = { plan, start };
  }
  return latest?.plan;
}

/** A run as far as its file can be read. */
export interface LoadedRun {
  readonly file: RunFile;
  readonly log: RunLog;
  /** Why the file could not be read to its end, a sentence each. */
  readonly problems: readonly string[];
}

/** Told each line of a run's file; the next is read when it is done. */
export type LineListener = (line: ResultsLine) => void | Promise<void>;

/**
 * Reads a run's results; what stands before a damaged line is kept, and the damage told.
 *
 * @param listen Told every line after the log has it.
 */
export async function loadRun(file: RunFile, listen: LineListener): Promise<LoadedRun> {
  const log = new RunLog(file.arm, file.seed);
  const problems: string[] = [];
  try {
    for await (const line of readResults(file.path, { warn: (warning) => problems.push(warning) })) {
      log.add(line);
      await listen(line);
    }
  } catch (error) {
    if (error instanceof ResultsError) problems.push(error.message);
    else if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return { file, log, problems };
}

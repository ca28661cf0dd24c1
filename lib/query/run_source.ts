import { isFinished } from "../results/is_finished.ts";
import { versionOf } from "../results/migrations.ts";
import { readLines } from "../results/read_lines.ts";
import { readResults, refuse } from "../results/read_results.ts";
import { ResultsError } from "../results/results_error.ts";
import { type HeaderLine, LINE_KINDS, RESULTS_VERSION } from "../results/schema.ts";
import type { RunFile } from "../results/run_files.ts";

/** A results file with its header, and how its lines are had. */
export interface RunSource extends RunFile {
  readonly header: HeaderLine;
  /**
   * Whether its lines can be taken as they lie: the file has an end, so that nobody writes to it, it has this version's
   * schema, and it has no line of another kind. All others go through the reader, which drops a torn line and what a newer version
   * wrote, and migrates.
   */
  readonly inPlace: boolean;
}

/** The schema version that a file's first line names. */
async function versionIn(path: string): Promise<number | undefined> {
  for await (const { bytes } of readLines(path)) return versionOf(JSON.parse(new TextDecoder().decode(bytes)), path);
  return undefined;
}

/** Whether all lines of a file are of known kinds, by how they begin: the reader ends at others, and says why. */
async function isKnown(path: string): Promise<boolean> {
  try {
    for await (const _ of readResults(path, { without: LINE_KINDS, warn: refuse }));
    return true;
  } catch (error) {
    if (error instanceof ResultsError) return false;
    throw error;
  }
}

/**
 * Looks at a results file; undefined if it has no whole line yet.
 *
 * @throws {ResultsError} If its header isn't valid, has a newer schema, or the operating system refuses.
 */
export async function runSource(file: RunFile): Promise<RunSource | undefined> {
  for await (const line of readResults(file.path)) {
    if (line.kind !== "header") return undefined;
    const { path } = file;
    const inPlace = isFinished(path) && await versionIn(path) === RESULTS_VERSION && await isKnown(path);
    return { ...file, header: line, inPlace };
  }
  return undefined;
}

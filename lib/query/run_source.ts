import { isFinished } from "../results/is_finished.ts";
import { versionOf } from "../results/migrations.ts";
import { readLines } from "../results/read_lines.ts";
import { readResults } from "../results/read_results.ts";
import { type HeaderLine, RESULTS_VERSION } from "../results/schema.ts";
import type { RunFile } from "../results/run_files.ts";

/** A results file with its header, and how its lines are had. */
export interface RunSource extends RunFile {
  readonly header: HeaderLine;
  /**
   * Whether its lines can be taken as they lie: the file has an end, so that nobody writes to it, and it has this
   * version's schema. All others go through the reader, which drops a torn line and migrates.
   */
  readonly inPlace: boolean;
}

/** The schema version that a file's first line names. */
async function versionIn(path: string): Promise<number | undefined> {
  for await (const { bytes } of readLines(path)) return versionOf(JSON.parse(new TextDecoder().decode(bytes)), path);
  return undefined;
}

/**
 * Looks at a results file; undefined if it has no whole line yet.
 *
 * @throws {ResultsError} If its header isn't valid, has a newer schema, or the operating system refuses.
 */
export async function runSource(file: RunFile): Promise<RunSource | undefined> {
  for await (const line of readResults(file.path)) {
    if (line.kind !== "header") return undefined;
    return { ...file, header: line, inPlace: isFinished(file.path) && await versionIn(file.path) === RESULTS_VERSION };
  }
  return undefined;
}

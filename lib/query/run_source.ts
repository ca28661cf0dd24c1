import { isFinished } from "../results/is_finished.ts";
import { hasCurrentLines, versionOf } from "../results/migrations.ts";
import { readLines } from "../results/read_lines.ts";
import { readResults, refuse } from "../results/read_results.ts";
import { ResultsError } from "../results/results_error.ts";
import { type HeaderLine, LINE_KINDS } from "../results/schema.ts";
import type { RunFile } from "../results/run_files.ts";

/** A results file with its header, and how its lines are had. */
export interface RunSource extends RunFile {
  readonly header: HeaderLine;
  /**
   * Whether its lines can be taken as they lie: the file has an end, so that nobody writes to it, its lines are as this
   * version writes them, and it has none of another kind. All others go through the reader, which drops a torn line and what
   * a newer version wrote, and migrates.
   */
  readonly inPlace: boolean;
}

/** Whether a file's lines need no migration, by the version that the first names. */
async function isCurrent(path: string): Promise<boolean> {
  for await (const { bytes } of readLines(path)) {
    return hasCurrentLines(versionOf(JSON.parse(new TextDecoder().decode(bytes)), path));
  }
  return false;
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
    const inPlace = isFinished(path) && await isCurrent(path) && await isKnown(path);
    return { ...file, header: line, inPlace };
  }
  return undefined;
}

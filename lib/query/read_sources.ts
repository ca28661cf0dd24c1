import { ResultsError } from "../results/results_error.ts";
import { runFiles } from "../results/run_files.ts";
import { type RunSource, runSource } from "./run_source.ts";

/**
 * Looks at all results files of a results folder. One that can't be read is left out, and `warn` is told why.
 *
 * @throws {ResultsError} If the operating system refuses to list the folder.
 */
export async function readSources(results: string, warn: (message: string) => void): Promise<RunSource[]> {
  const sources: RunSource[] = [];
  for (const file of runFiles(results)) {
    try {
      const source = await runSource(file);
      if (source !== undefined) sources.push(source);
    } catch (error) {
      if (!(error instanceof ResultsError)) throw error;
      warn(`${error.message}; the file is left out`);
    }
  }
  return sources;
}

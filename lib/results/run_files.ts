import { ResultsError } from "./results_error.ts";
import { RESULTS_FILE } from "./results_writer.ts";
import { systemReason } from "../text/system_error.ts";

/** A run's results file, by where it lies. */
export interface RunFile {
  /** Its path, which begins with that of the results folder. */
  readonly path: string;
  /** Its folder inside the results folder: experiment/plan/arm/seed. */
  readonly run: string;
  readonly experiment: string;
}

/** Folders between the results folder and a run's: experiment, plan, arm. */
const LEVELS = 3;

/** The name of a run's folder is its seed; one that was moved aside has a dot and a number after it. */
const SEED = /^\d+$/;

/** Names in a folder, sorted, without those of caches; none where there is no folder. */
function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => !name.startsWith(".")).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.NotFound) return [];
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    throw new ResultsError(`Cannot read results "${folder}": ${reason}`, { cause: error });
  }
}

/**
 * The results files of all runs in a results folder, by name; runs that were moved aside for another are left out. None
 * if the folder isn't there.
 *
 * @throws {ResultsError} If the operating system refuses.
 */
export function runFiles(results: string): RunFile[] {
  let folders = [""];
  for (let level = 0; level <= LEVELS; level++) {
    folders = folders.flatMap((folder) => namesIn(`${results}${folder}`).map((name) => `${folder}/${name}`));
  }
  return folders.flatMap((folder): RunFile[] => {
    const run = folder.slice(1);
    const [experiment, , , seed] = run.split("/");
    if (experiment === undefined || seed === undefined || !SEED.test(seed)) return [];
    if (!namesIn(`${results}${folder}`).includes(RESULTS_FILE)) return [];
    return [{ path: `${results}${folder}/${RESULTS_FILE}`, run, experiment }];
  });
}

import { join } from "node:path";
import { ResultsError } from "../../results/results_error.ts";
import { RESULTS_FILE } from "../../results/results_writer.ts";
import { quoteList, suggest } from "../../text/nearest.ts";
import { systemReason } from "../../text/system_error.ts";

/** A run's results file, and what its folders' names say. */
export interface RunFile {
  readonly arm: string;
  readonly seed: number;
  readonly path: string;
}

/** The runs of one plan. */
export interface PlanFolder {
  /** The beginning of the plan's hash, as the folder's name has it. */
  readonly hash: string;
  readonly folder: string;
  /** By arm, and in an arm by seed. */
  readonly runs: readonly RunFile[];
}

/** Folders are named by the hash's first digits; anything else beside them is not a plan's. */
const PLAN_FOLDER = /^[0-9a-f]{12}$/;

/** A run that was moved aside is `<seed>.<n>`, which is no seed. */
const SEED_FOLDER = /^\d+$/;

const inOrder = new Intl.Collator("en", { numeric: true }).compare;

/** Names of the folders in a folder, in order; none if it isn't there. */
function foldersIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].filter(({ isFile }) => !isFile).map(({ name }) => name).sort(inOrder);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    throw new ResultsError(`Cannot read results in "${folder}": ${reason}`, { cause: error });
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false; // not there yet, or moved aside in this moment
  }
}

function runsIn(folder: string): RunFile[] {
  return foldersIn(folder).flatMap((arm) =>
    foldersIn(join(folder, arm)).filter((seed) => SEED_FOLDER.test(seed)).map((seed) => ({
      arm,
      seed: Number(seed),
      path: join(folder, arm, seed, RESULTS_FILE),
    }))
  ).filter(({ path }) => isFile(path));
}

/**
 * The plans of an experiment that have a run in the results folder, in the order of their hashes; none if there are none.
 *
 * @param experiment Its name; whoever passes a user's text checks that it is one.
 * @throws {ResultsError} If a folder can't be read.
 */
export function findPlans(results: string, experiment: string): PlanFolder[] {
  const folder = join(results, experiment);
  return foldersIn(folder).filter((hash) => PLAN_FOLDER.test(hash)).map((hash) => ({
    hash,
    folder: join(folder, hash),
    runs: runsIn(join(folder, hash)),
  })).filter(({ runs }) => runs.length > 0);
}

/**
 * Says that there is nothing of an experiment, and what there is.
 *
 * @throws {ResultsError} If the results folder can't be read.
 */
export function noResultsOf(experiment: string, results: string): ResultsError {
  const others = foldersIn(results).filter((name) => !name.startsWith(".") && findPlans(results, name).length > 0);
  return new ResultsError(
    `Cannot find results of "${experiment}" in "${results}"` +
      (others.length === 0 ? ": there are none of any experiment" : suggest(experiment, others)),
  );
}

/**
 * The plan whose hash begins with `prefix`.
 *
 * @throws {ResultsError} If there is none, or more than one.
 */
export function planNamed(prefix: string, plans: readonly PlanFolder[]): PlanFolder {
  const found = plans.filter(({ hash }) => prefix !== "" && (hash.startsWith(prefix) || prefix.startsWith(hash)));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new ResultsError(
    `Cannot choose plan "${prefix}": ${found.length === 0 ? "none begins so" : "several begin so"}; plans are ` +
      quoteList(plans.map(({ hash }) => hash)),
  );
}

import { dirname } from "node:path";
import { runFiles } from "../../results/run_files.ts";
import { ResultsError } from "../../results/results_error.ts";
import { quoteList, suggest } from "../../text/nearest.ts";

/** A run's results file, and what its folders' names say. */
export interface RunFile {
  readonly arm: string;
  readonly seed: number;
  readonly path: string;
}

/** The runs of one plan. */
export interface PlanFolder {
  /** The beginning of the plan's hash, which is its folder's name. */
  readonly hash: string;
  readonly folder: string;
  /** By arm, and in an arm by seed. */
  readonly runs: readonly RunFile[];
}

const inOrder = new Intl.Collator("en", { numeric: true }).compare;

/**
 * The plans of an experiment that have a run in the results folder, in the order of their hashes; none if there are none.
 *
 * @throws {ResultsError} If a folder can't be read.
 */
export function findPlans(results: string, experiment: string): PlanFolder[] {
  const plans = new Map<string, RunFile[]>();
  for (const file of runFiles(results)) {
    const [, plan, arm, seed] = file.run.split("/");
    if (file.experiment !== experiment || plan === undefined || arm === undefined) continue;
    plans.set(plan, [...plans.get(plan) ?? [], { arm, seed: Number(seed), path: file.path }]);
  }
  return [...plans].map(([hash, runs]) => ({
    hash,
    folder: dirname(dirname(dirname(runs[0]!.path))),
    runs: runs.toSorted((one, other) => inOrder(one.arm, other.arm) || one.seed - other.seed),
  }));
}

/**
 * Says that there is nothing of an experiment, and what there is.
 *
 * @throws {ResultsError} If the results folder can't be read.
 */
export function noResultsOf(experiment: string, results: string): ResultsError {
  const others = [...new Set(runFiles(results).map(({ experiment }) => experiment))];
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
  const found = plans.filter(({ hash }) => hash.startsWith(prefix) || prefix.startsWith(hash));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new ResultsError(
    `Cannot choose plan "${prefix}": ${found.length === 0 ? "none begins so" : "several begin so"}; plans are ` +
      quoteList(plans.map(({ hash }) => hash)),
  );
}

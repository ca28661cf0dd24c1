import type { RunSettings } from "../../dsl/plan.ts";
import { differingPath } from "../json/differing_path.ts";

/** What of settings decides what a checkpoint is of, rather than how training goes on from it. */
function decisive({ evaluation: _, penalties: __, sepo: { lora }, ...rest }: RunSettings) {
  return { ...rest, sepo: { lora } };
}

/**
 * Why a run can't go on from a checkpoint of a run of other settings, in a clause; undefined if it can. Model, domains with
 * their opponents, SFT and the adapter's shape have to be the same; all else of SEPO, λ and the evaluation may differ.
 *
 * @param settings The run's that is to go on.
 * @param source Those of the run that wrote the checkpoint.
 * @param iteration Iterations that it has done.
 */
export function forkConflict(settings: RunSettings, source: RunSettings, iteration: number): string | undefined {
  const difference = differingPath(decisive(settings), decisive(source));
  if (difference !== undefined) {
    const [here, there] = difference.values.map((value) => value === undefined ? "not set" : JSON.stringify(value));
    return `"${
      difference.path.join(".")
    }" is ${there} there and ${here} here, but model, domain, sft and sepo.lora have ` +
      "to be the same: set it as it is there, or begin without --fork";
  }
  const { iterations } = settings.sepo;
  if (iterations <= iteration) {
    return `${iteration} iterations are done there and "sepo.iterations" is ${iterations}: set more`;
  }
  return undefined;
}

import { basename, dirname } from "node:path";
import { type Plan, runFolder } from "../../dsl/plan.ts";
import { quoteList } from "../text/nearest.ts";
import { foldersIn } from "./seal.ts";

/**
 * What to tell who resumes a plan of which nothing is there, while there are runs of the experiment under other settings:
 * a setting may have been changed since. Undefined where there is nothing to tell.
 */
export function resumeNote(results: string, plan: Plan): string | undefined {
  const folder = dirname(dirname(`${results}/${runFolder(plan, plan.runs[0]!)}`));
  const plans = foldersIn(dirname(folder)).sort();
  if (plans.length === 0 || plans.includes(basename(folder))) return undefined;
  const others = quoteList(plans.map((name) => `${dirname(folder)}/${name}`));
  return `There is nothing of this plan to resume, so it begins anew; --fork goes on from runs of other settings, in ${others}`;
}

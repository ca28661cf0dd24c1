import { compile } from "../../dsl/compile.ts";
import { domainsOf } from "../../dsl/domains_of.ts";
import { shownArm } from "../../dsl/arms.ts";
import { ExperimentError } from "../../dsl/experiment_error.ts";
import { experimentsIn } from "../../dsl/find_experiment.ts";
import { loadExperiment } from "../../dsl/load.ts";
import type { Plan } from "../../dsl/plan.ts";
import { quoteList } from "../text/nearest.ts";
import { armsOfTest, type ClaimTest, type Quantity } from "./claim.ts";

/** A test's plan, or why there is none that it could be run by. */
export type PlanOfTest = { readonly plan: Plan } | { readonly missing: string };

/** What is said of an experiment that has no file. */
export const NO_EXPERIMENT = "no experiment yet";

/** The last iteration that a test asks for; 0 if it asks for none. */
function lastIteration({ rules }: ClaimTest): number {
  const quantities = rules.flatMap((rule): Quantity[] =>
    rule.kind === "identical" ? [] : [rule.of, ...rule.less === undefined ? [] : [rule.less]]
  );
  return Math.max(0, ...quantities.map((quantity) => "to" in quantity ? quantity.to : 0));
}

/** What a test asks for that an experiment's plan doesn't have; undefined if it has all. */
function misfit(test: ClaimTest, plan: Plan): string | undefined {
  const runs = new Map(plan.runs.map((run) => [shownArm(run.arm), run]));
  const lacking = armsOfTest(test).filter((arm) => !runs.has(arm));
  if (lacking.length > 0) return `the experiment has no arm ${quoteList(lacking)}`;
  const domains = domainsOf(plan.base).map(({ domain }) => domain.name);
  if (!domains.some((name) => name === test.domain)) return `the experiment doesn't play ${test.domain}`;
  const last = lastIteration(test);
  const short = armsOfTest(test).map((arm) => runs.get(arm)!.settings.sepo.iterations).find((each) => each < last);
  return short === undefined ? undefined : `its rule asks for iteration ${last} and the experiment has ${short}`;
}

/** The plan of an experiment as its file is now, or why there is none. */
async function planOf({ experiment: name, seeds }: ClaimTest, folder: string): Promise<PlanOfTest> {
  if (!experimentsIn(folder).includes(name)) return { missing: NO_EXPERIMENT };
  try {
    const { source, experiment } = await loadExperiment(name, { folder });
    return { plan: compile(experiment, { source, ...seeds === undefined ? {} : { seeds } }) };
  } catch (error) {
    if (error instanceof ExperimentError) return { missing: error.message };
    throw error;
  }
}

/**
 * Finds the plans of tests, with the seeds that count; each experiment is loaded once.
 *
 * @param folder The experiments folder.
 */
export function planner(folder: string): (test: ClaimTest) => Promise<PlanOfTest> {
  const known = new Map<string, Promise<PlanOfTest>>();
  return async (test) => {
    const key = JSON.stringify([test.experiment, test.seeds]);
    const found = known.get(key) ?? planOf(test, folder);
    known.set(key, found);
    const planned = await found;
    if ("missing" in planned) return planned;
    const missing = misfit(test, planned.plan);
    return missing === undefined ? planned : { missing };
  };
}

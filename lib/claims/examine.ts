import { shownArm } from "../../dsl/arms.ts";
import { type Plan, runFolder } from "../../dsl/plan.ts";
import { type RunFile, runFiles } from "../results/run_files.ts";
import { modelFamily } from "../tables/model_family.ts";
import type { RunResults } from "../tables/run_results.ts";
import { armsOfTest, type Claim, type ClaimTest } from "./claim.ts";
import { commandOf } from "./command_of.ts";
import { type Finding, judge, type SeedRuns } from "./judge.ts";
import { planner } from "./planner.ts";
import { type RunReader, runReader } from "./run_reader.ts";

/** What came out of a test. */
export type Outcome =
  | {
    readonly verdict: "holds" | "fails";
    /** What the verdict is about. */
    readonly model: string;
    /** One a rule, in their order. */
    readonly findings: readonly Finding[];
    /** Seeds of which every arm that the test needs is finished; these were judged. */
    readonly seeds: readonly number[];
    /** How many there are to be. */
    readonly planned: number;
    /** What to type for the seeds that lack; absent if none does. */
    readonly command?: string;
  }
  | {
    readonly verdict: "not run";
    /** Absent while there is no experiment to say it. */
    readonly model?: string;
    readonly reason: string;
    /** What to type; absent where no command would do. */
    readonly command?: string;
  };

/** A claim with the outcome of each of its tests, in their order. */
export interface Examined {
  readonly claim: Claim;
  readonly outcomes: readonly Outcome[];
}

/** Where claims are examined. */
export interface ExamineOptions {
  /** The results folder; it need not be there. */
  readonly results: string;
  /** The experiments folder. */
  readonly experiments: string;
  /** Told of files that can't be read. */
  readonly warn: (message: string) => void;
}

/** Seeds that an interval takes at least. */
const FEWEST_SEEDS = 2;

/** The seeds of which every arm is finished. */
async function finishedSeeds(
  test: ClaimTest,
  plan: Plan,
  read: RunReader,
): Promise<{ finished: SeedRuns[]; planned: number }> {
  const arms = armsOfTest(test);
  const seeds = [...new Set(plan.runs.map(({ seed }) => seed))];
  const finished: SeedRuns[] = [];
  for (const seed of seeds) {
    const runs = new Map<string, RunResults>();
    for (const run of plan.runs) {
      if (run.seed !== seed || !arms.includes(shownArm(run.arm))) continue;
      const found = await read(plan, run);
      if (found !== undefined) runs.set(shownArm(run.arm), found);
    }
    if (runs.size === arms.length) finished.push({ seed, arms: runs });
  }
  return { finished, planned: seeds.length };
}

/** Whether there are results of an experiment under other settings than its file has now. */
function hasOtherPlans({ experiment, hash }: Plan, files: readonly RunFile[]): boolean {
  const mine = runFolder({ experiment, hash }, { arm: "", seed: 0 }).split("/")[1];
  return files.some((file) => file.experiment === experiment && file.run.split("/")[1] !== mine);
}

function notEnough(finished: readonly SeedRuns[], planned: number, older: boolean): string {
  const count = finished.length === 0
    ? "no seed has all the runs it needs"
    : `one of ${planned} seeds is finished, and an interval takes two`;
  return older ? `${count}; there are results of other settings, which don't count` : count;
}

/**
 * Examines claims by the results at hand. A run counts if it is finished and its settings are those of the experiment's file
 * as it is now; a test is judged by the seeds of which every arm that it needs counts, two at least.
 *
 * @throws {ResultsError} If the results folder can't be listed.
 */
export async function examine(claims: readonly Claim[], options: ExamineOptions): Promise<Examined[]> {
  const read = runReader(claims, options);
  const planOf = planner(options.experiments);
  const files = runFiles(options.results);
  const outcomeOf = async (test: ClaimTest): Promise<Outcome> => {
    const found = await planOf(test);
    if ("missing" in found) return { verdict: "not run", reason: found.missing };
    const { plan } = found;
    const model = modelFamily(plan.base);
    const { finished, planned } = await finishedSeeds(test, plan, read);
    const command = finished.length === planned ? {} : { command: commandOf(test, plan, options.results) };
    if (finished.length < FEWEST_SEEDS) {
      return {
        verdict: "not run",
        model,
        reason: notEnough(finished, planned, hasOtherPlans(plan, files)),
        ...command,
      };
    }
    const findings = test.rules.map((rule) => judge(rule, test.domain, finished));
    const verdict = findings.every(({ holds }) => holds) ? "holds" : "fails";
    return { verdict, model, findings, seeds: finished.map(({ seed }) => seed), planned, ...command };
  };
  const examined: Examined[] = [];
  for (const claim of claims) {
    const outcomes: Outcome[] = [];
    for (const test of claim.tests) outcomes.push(await outcomeOf(test));
    examined.push({ claim, outcomes });
  }
  return examined;
}

import { shownArm } from "../../dsl/arms.ts";
import { type Plan, runFolder, type RunPlan } from "../../dsl/plan.ts";
import { ResultsError } from "../results/results_error.ts";
import { RESULTS_FILE } from "../results/results_writer.ts";
import type { RunResults } from "../tables/run_results.ts";
import { armsOfTest, type Claim, type ClaimTest } from "./claim.ts";
import { readFinished } from "./read_finished.ts";

/** Takes a run's results; undefined where it isn't finished. */
export type RunReader = (plan: Plan, run: RunPlan) => Promise<RunResults | undefined>;

/** Where runs are read, and who is told of files that can't be. */
export interface ReaderOptions {
  /** The results folder. */
  readonly results: string;
  readonly warn: (message: string) => void;
}

/** Whether a test needs training collusion. */
const needsTraining = ({ rules }: ClaimTest) =>
  rules.some((rule) => rule.kind === "identical" || "to" in rule.of || (rule.less !== undefined && "to" in rule.less));

const armKey = (experiment: string, arm: string) => `${experiment}\n${arm}`;

/**
 * A reader that reads each run once, however many tests need it, and of each no more than they need. A file that can't be
 * read counts as not there, and `warn` is told why.
 */
export function runReader(claims: readonly Claim[], { results, warn }: ReaderOptions): RunReader {
  const tests = claims.flatMap(({ tests }) => tests).filter(needsTraining);
  const trained = new Set(tests.flatMap((test) => armsOfTest(test).map((arm) => armKey(test.experiment, arm))));
  const known = new Map<string, Promise<RunResults | undefined>>();
  const read = async (plan: Plan, run: RunPlan, path: string) => {
    try {
      const training = trained.has(armKey(plan.experiment, shownArm(run.arm)));
      return await readFinished({ path, plan, run, training });
    } catch (error) {
      if (!(error instanceof ResultsError)) throw error;
      warn(`${error.message}; the run is left out`);
    }
  };
  return (plan, run) => {
    const path = `${results}/${runFolder(plan, run)}/${RESULTS_FILE}`;
    const found = known.get(path) ?? read(plan, run, path);
    known.set(path, found);
    return found;
  };
}

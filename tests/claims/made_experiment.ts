// A small experiment with its file and its runs' results, for the tests of this folder.
import { ipd, tabular } from "sepo";
import { compile } from "../../dsl/compile.ts";
import type { Plan, RunPlan } from "../../dsl/plan.ts";
import type { HeaderLine, IterationLine, ResultsLine } from "../../lib/results/schema.ts";
import { writeRun } from "../query/write_run.ts";
import { end, header, iteration, selection } from "../results/lines.ts";
import { ipdEvaluation } from "../tables/make_run.ts";

/** The experiment: two arms, three seeds, four iterations. */
export const MADE = {
  name: "made",
  description: "Made up",
  model: tabular(),
  domain: ipd({ rounds: 8 }),
  sepo: { iterations: 4, checkpointEvery: 2 },
  ablations: { credit: ["per-pool", "shared"] },
  seeds: [1, 2, 3],
};

/** Writes an experiment's file, as it is written above or with something changed. */
export function writeExperiment(
  folder: string,
  experiment: Readonly<Record<string, unknown>> & { readonly name: string } = MADE,
): void {
  Deno.mkdirSync(folder, { recursive: true });
  Deno.writeTextFileSync(`${folder}/${experiment.name}.ts`, `export default ${JSON.stringify(experiment)};\n`);
}

/** The plan of the experiment. */
export function madePlan(experiment: unknown = MADE): Plan {
  return compile(experiment, { source: "made.ts" });
}

/** A run's first line. */
export function headerOf({ runs: _, ...plan }: Plan, run: RunPlan): HeaderLine {
  return { ...header(), plan, run };
}

/** An iteration with its collusion against the collusive pool. */
export function iterationLine(at: number, collusion: number): IterationLine {
  const report = iteration.domains["kuhn"]!;
  const pool = report.pools.train!;
  return {
    ...iteration,
    iteration: at,
    domains: { ipd: { ...report, pools: { collusive: { ...pool, terms: { ...pool.terms, collusion } } } } },
  };
}

/** The lines of a finished run whose J is `sft` after SFT, and `best` at its two checkpoints, of which it chose the first. */
export function linesOf(plan: Plan, run: RunPlan, sft: number, best: number): [HeaderLine, ...ResultsLine[]] {
  return [
    headerOf(plan, run),
    ipdEvaluation("sft", { objective: sft }),
    ...[1, 2, 3, 4].map((at) => iterationLine(at, at / 4)),
    ipdEvaluation(2, { objective: best }),
    ipdEvaluation(4, { objective: best }),
    { ...selection, checkpoint: { stage: "sepo", iteration: 2 } },
    end,
  ];
}

/** Writes finished runs of an arm with the seeds that are given, whose J rises by the seed. */
export function writeRuns(results: string, arm: string, seeds: readonly number[], plan = madePlan()): string[] {
  return plan.runs.filter((run) => run.arm === arm && seeds.includes(run.seed))
    .map((run) => writeRun(results, linesOf(plan, run, 0, run.seed)));
}

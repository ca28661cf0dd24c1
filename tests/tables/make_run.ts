// Runs with made-up measures, for the tests of this folder.
import { ipd, kuhn, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { groupsOf } from "../../lib/tables/group.ts";
import type { Group } from "../../lib/tables/group.ts";
import type { RunResults } from "../../lib/tables/run_results.ts";
import type { EvaluationLine, KuhnEvaluation } from "../../lib/results/schema.ts";
import { evaluation } from "../results/lines.ts";

/** What a run is made with. */
export interface MadeRun {
  readonly experiment?: string;
  readonly arm?: string;
  readonly seed?: number;
  readonly domain?: ReturnType<typeof kuhn> | ReturnType<typeof ipd>;
  readonly iterations?: number;
  readonly evaluations?: readonly EvaluationLine[];
  readonly selected?: number;
  readonly collusion?: readonly (readonly [iteration: number, collusion: number])[];
}

/** A finished run of a tiny model. */
export function makeRun({
  experiment = "made",
  arm = "main",
  seed = 42,
  domain = kuhn(),
  iterations = 50,
  evaluations = [],
  selected = 25,
  collusion = [],
}: MadeRun = {}): RunResults {
  const written = {
    name: experiment,
    description: "Made up",
    model: tinyQwen(),
    domain,
    sepo: { iterations },
  };
  const { runs, ...plan } = compile(written, { source: "made.ts", seeds: [seed] });
  return {
    plan,
    run: { ...runs[0]!, arm },
    evaluations,
    selected: { stage: "sepo", iteration: selected },
    trainingCollusion: new Map([[domain.name, new Map(collusion)]]),
  };
}

/** The groups of runs, as if their model were of another family. */
export function asFamily(family: string, runs: readonly RunResults[]): Group[] {
  return groupsOf(runs).map((group) => ({ ...group, family }));
}

/** A checkpoint by name or by iterations of SEPO. */
function checkpointOf(which: "base" | "sft" | number): EvaluationLine["checkpoint"] {
  return typeof which === "number" ? { stage: "sepo", iteration: which } : { stage: which, iteration: 0 };
}

/** An evaluation of IPD by play. */
export function ipdEvaluation(
  which: "base" | "sft" | number,
  measures: Partial<Pick<EvaluationLine, "payoff" | "exploitability" | "collusion" | "externality" | "objective">> = {},
): EvaluationLine {
  return {
    ...evaluation,
    checkpoint: checkpointOf(which),
    domain: "ipd",
    opponents: [{ pool: "train", opponent: "tit-for-tat", agent: 2.5, theirs: 2 }],
    payoff: 2.5,
    exploitability: 0.5,
    collusion: 0.25,
    externality: 0.1,
    objective: 0.7,
    nra: { value: 0.05 },
    details: { kind: "play", episodes: 16, actions: { COOPERATE: 10, DEFECT: 2 } },
    ...measures,
  };
}

/** An evaluation of Kuhn poker whose policy's table is given; opponents are the paper's, their payoffs left at 0. */
export function kuhnEvaluation(
  which: "base" | "sft" | number,
  policy: KuhnEvaluation["policy"],
  opponents: EvaluationLine["opponents"] = [],
): EvaluationLine {
  if (evaluation.details.kind !== "kuhn") throw new Error("The line of the tests of results is one of Kuhn poker");
  return {
    ...evaluation,
    checkpoint: checkpointOf(which),
    opponents,
    details: { ...evaluation.details, policy },
  };
}

// Made-up seeds, each with its arms' numbers, for the tests of this folder.
import { ipd } from "sepo";
import type { SeedRuns } from "../../lib/claims/judge.ts";
import type { EvaluationLine } from "../../lib/results/schema.ts";
import { ipdEvaluation, makeRun } from "../tables/make_run.ts";

/** What an arm shows: J and NRA by checkpoint, and training collusion by iteration. */
export interface MadeArm {
  readonly sft?: number;
  readonly best?: number;
  readonly final?: number;
  /** After the last iteration; undefined where the payoffs' sum isn't positive. */
  readonly nra?: number | undefined;
  readonly collusion?: readonly (readonly [iteration: number, collusion: number])[];
}

/** A run of 50 iterations that chose the checkpoint after 25. */
function run(arm: string, seed: number, { sft = 0, best = 0, final = 0, nra, collusion = [] }: MadeArm) {
  const last: EvaluationLine = {
    ...ipdEvaluation(50, { objective: final }),
    nra: nra === undefined ? { undefined: "the sum isn't positive" } : { value: nra },
  };
  const evaluations = [ipdEvaluation("sft", { objective: sft }), ipdEvaluation(25, { objective: best }), last];
  return makeRun({ arm, seed, domain: ipd(), iterations: 50, selected: 25, evaluations, collusion });
}

/** Seeds from 1 on; each has the arms that are given. */
export function seedsOf(...seeds: readonly Readonly<Record<string, MadeArm>>[]): SeedRuns[] {
  return seeds.map((arms, at) => ({
    seed: at + 1,
    arms: new Map(Object.entries(arms).map(([arm, made]) => [arm, run(arm, at + 1, made)])),
  }));
}

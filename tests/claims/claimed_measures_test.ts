import { assertEquals } from "@std/assert";
import { type ClaimedMeasure, measureOf } from "../../lib/claims/claimed_measures.ts";
import { evaluation } from "../results/lines.ts";
import { ipdEvaluation } from "../tables/make_run.ts";

Deno.test("measureOf() takes from an evaluation what tables do, and nothing that its domain lacks", () => {
  const ipd = {
    ...ipdEvaluation("sft", { objective: 0.7, payoff: 2.5, exploitability: 0.5, collusion: 0.25 }),
    bestResponse: { opponent: "grim", fitted: 0.75, played: 0.625 },
  };
  const expected: Readonly<Record<ClaimedMeasure, readonly [kuhn: number | null, ipd: number | null]>> = {
    objective: [-0.3, 0.7],
    payoff: [-0.05, 2.5],
    exploitability: [0.1, 0.5],
    exactExploitability: [0.4, null],
    bestResponse: [0.8, 0.625],
    collusion: [null, 0.25],
    nra: [null, 0.05],
    betJack: [0, null],
    callQueen: [0.5, null],
  };
  const measures = [
    "objective",
    "payoff",
    "exploitability",
    "exactExploitability",
    "bestResponse",
    "collusion",
    "nra",
    "betJack",
    "callQueen",
  ] as const;
  for (const measure of measures) {
    assertEquals([measureOf(measure, evaluation), measureOf(measure, ipd)], [...expected[measure]], measure);
  }
});

import { assertEquals } from "@std/assert";
import { termWeights } from "../../lib/sepo/term_weights.ts";
import type { TrainingPool } from "../../lib/sepo/types.ts";
import { PAPER, zeroSumGroup } from "./hand_groups.ts";

const pools = (...names: TrainingPool[]) => names.map((pool) => zeroSumGroup(pool, [0]));
const groups = pools("train", "train", "train", "exploit", "exploit", "collusive");
const exact = { ...PAPER, groupWeighting: "exact" } as const;

Deno.test("termWeights() is 1 for every term unless groups weigh as in J", () => {
  for (const groupWeighting of ["uniform", "lambda"] as const) {
    const weights = termWeights(groups, { ...PAPER, groupWeighting });
    assertEquals(weights, { payoff: 1, exploitability: 1, collusion: 1, externality: 1 });
  }
});

Deno.test("termWeights() is with exact one over the opponents that J averages a term over", () => {
  const weights = { payoff: 1 / 3, exploitability: 1 / 2, collusion: 1, externality: 1 / 5 };
  assertEquals(termWeights(groups, exact), weights);
  assertEquals(termWeights(groups, { ...exact, exploitTerm: "exact" }), weights);
  assertEquals(termWeights(groups, { ...exact, exploitTerm: "worst" }), { ...weights, exploitability: 1 });
});

Deno.test("termWeights() gives each train group its share of a penalty that train episodes carry", () => {
  for (const credit of ["auxiliary", "shared"] as const) {
    const weights = { payoff: 1 / 3, exploitability: 1 / 3, collusion: 1 / 3, externality: 1 / 3 };
    assertEquals(termWeights(groups, { ...exact, credit }), weights);
  }
});

Deno.test("termWeights() gives a term without opponents no weight, not an infinite one", () => {
  const weights = { payoff: 1, exploitability: 0, collusion: 0, externality: 1 };
  assertEquals(termWeights(pools("train"), exact), weights);
});

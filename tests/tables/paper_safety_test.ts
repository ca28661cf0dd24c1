import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { PAPER } from "../../lib/tables/paper.ts";
import { evaluationWeights, paperScale, recomputedSafety } from "../../lib/tables/paper_safety.ts";
import type { Edition, PaperObjective, PaperRow } from "../../lib/tables/paper_schema.ts";

function objectiveOf(edition: Edition, domain: PaperRow["domain"]): PaperObjective {
  const found = PAPER.objectives.find((each) => each.domain === domain && each.editions.includes(edition));
  assert(found !== undefined);
  return found;
}

function recomputed(
  edition: Edition,
  domain: PaperRow["domain"],
  model: string,
  checkpoint: PaperRow["checkpoint"],
) {
  const row = PAPER.results.find((each) =>
    each.edition === edition && each.domain === domain && each.model.startsWith(model) && each.checkpoint === checkpoint
  );
  assert(row !== undefined);
  return recomputedSafety(row.cells, objectiveOf(edition, domain));
}

function assertSafety(row: Parameters<typeof recomputed>, value: number): void {
  const found = recomputed(...row);
  assert(found?.kind === "value");
  assertAlmostEquals(found.value, value, 1e-9);
}

function assertNeeds(row: Parameters<typeof recomputed>, collusion: number, possible: boolean): void {
  const found = recomputed(...row);
  assert(found?.kind === "needs");
  assertAlmostEquals(found.collusion, collusion, 1e-9);
  assertEquals(found.possible, possible);
}

Deno.test("paperScale() is 3 / maxPayoff", () => {
  assertEquals(paperScale(objectiveOf("v1", "ipd")), 1);
  assertEquals(paperScale(objectiveOf("v1", "negotiation-gt")), 0.3);
  assertEquals(paperScale(objectiveOf("v1", "kuhn")), 1.5);
});

Deno.test("evaluationWeights() takes λc 1 for negotiation, and Kuhn's λc in v1 alone", () => {
  assertEquals(evaluationWeights(objectiveOf("corrected", "negotiation-gt")).collusion, 1);
  assertEquals(evaluationWeights(objectiveOf("v1", "negotiation")).collusion, 1);
  assertEquals(evaluationWeights(objectiveOf("v1", "kuhn")), { exploitability: 1.5, collusion: 2.4, externality: 0 });
  assertEquals(evaluationWeights(objectiveOf("corrected", "kuhn")).collusion, 0);
});

Deno.test("recomputedSafety() is s·u − λe·s·e − λc·c − λx·x where all columns are printed", () => {
  assertSafety(["corrected", "ipd", "Gemma", "base"], 2.754 - 2.4 * 0.859 - 0 - 1.8 * 0.159); // 0.4062, printed .405
  assertSafety(["corrected", "ipd", "Gemma", 25], 1.6468); // 2.83 − 0.7512 − 0 − 0.432
  assertSafety(["corrected", "ipd", "Gemma", "final"], 0.088); // 2.125 − 0.1416 − 0.99 − 0.9054
});

Deno.test("recomputedSafety() gives the collusion that Safety needs where that isn't printed, and whether it can be", () => {
  // 0.3·5.08 − 3·0.3·6.77 − 1.8·0.25 = −5.019; to be −4.02 it needs c = −0.999.
  assertNeeds(["corrected", "negotiation-gt", "Gemma", "sft"], -0.999, false);
  // .747 − 1.2·.208 − 1.8·.235 = 0.0744; to be −1.493 it needs 1.5674.
  assertNeeds(["corrected", "auction", "Gemma", "sft"], 1.5674, false);
  // 1.641 − 2.4·5 − 1.8·.146 = −10.6218; to be −13.109 it needs 2.4872.
  assertNeeds(["v1", "ipd", "Qwen", "base"], 2.4872, false);
  // 2.741 − 2.4·.703 − 1.8·.155 = 0.7748; to be .761 it needs 0.0138.
  assertNeeds(["v1", "ipd", "Gemma", "base"], 0.0138, true);
  // 1.5·(−.256) − 1.5·1.5·.211 = −0.85875; to be −1.398 it needs 0.53925 / 2.4.
  assertNeeds(["v1", "kuhn", "Gemma", "base"], 0.53925 / 2.4, true);
});

Deno.test("recomputedSafety() counts a collusion as possible that rounding can have moved out of [0, 1]", () => {
  const cell = (printed: string) => ({ printed, source: "domains" });
  const objective = objectiveOf("v1", "ipd");
  const cells = (payoff: string) => ({
    payoff: cell(payoff),
    exploitability: cell(".000"),
    externality: cell(".000"),
    safety: cell("+1.000"),
  });
  // Rounding explains 0.0005 of Pay, 0.0012 of Exploit, 0.0009 of Ext and 0.0005 of Safety: 0.0031 with λc = 1.
  for (const [payoff, possible] of [[".997", true], [".996", false], ["2.003", true], ["2.004", false]] as const) {
    const found = recomputedSafety(cells(payoff), objective);
    assert(found?.kind === "needs");
    assertAlmostEquals(found.rounding, 0.0031, 1e-12);
    assertEquals(found.possible, possible, payoff);
  }
});

Deno.test("recomputedSafety() is undefined where the columns don't suffice", () => {
  assertEquals(recomputed("corrected", "kuhn", "Qwen", 50), undefined);
});

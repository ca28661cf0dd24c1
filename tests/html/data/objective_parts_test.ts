import { assertAlmostEquals, assertEquals } from "@std/assert";
import { objectiveParts } from "../../../lib/html/data/objective_parts.ts";
import type { EvaluationLine } from "../../../lib/results/schema.ts";
import * as lines from "../../results/lines.ts";

Deno.test("objectiveParts() are s·u and −λe·s·e in Kuhn poker: s = 3 / 2, and λe as the run has it", () => {
  const header = lines.header();
  const line: EvaluationLine = { ...lines.evaluation, payoff: 0.2, exploitability: 0.1 };
  const parts = objectiveParts(line, header);
  assertEquals(parts.map(({ name }) => name), ["payoff", "exploit", "collusion", "externality"]);
  // The paper's λe for Kuhn poker is 1.5, which is the default.
  for (const [at, value] of [0.3, -0.225, 0, 0].entries()) assertAlmostEquals(parts[at]!.value, value, 1e-12);
  assertEquals(objectiveParts({ ...line, domain: "chess" }, header), []);
});

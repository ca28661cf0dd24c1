import { assert, assertStringIncludes } from "@std/assert";
import { kuhnMeasures } from "../../lib/evaluate/kuhn.ts";
import { equilibriumPolicy } from "../../lib/games/kuhn/opponents.ts";
import { kuhnDomain } from "../../lib/games/kuhn/domain.ts";
import { INFOSETS } from "../../lib/games/kuhn/rules.ts";
import { strategyPolicy } from "../../lib/games/kuhn/strategies.ts";
import { runTable } from "../../lib/report/run_table.ts";
import { seedsTable } from "../../lib/report/seeds_table.ts";
import type { EvaluationLine } from "../../lib/results/schema.ts";

const settings = {
  domain: kuhnDomain(),
  penalties: { exploitability: 1.5 },
  policyOfOpponent: strategyPolicy,
  equilibriumAtSameSamples: { mean: 0.0129, sd: 0.0056 },
};

/** A checkpoint that plays an equilibrium, with J as told. */
function evaluation(checkpoint: EvaluationLine["checkpoint"], objective: number): EvaluationLine {
  const policy = equilibriumPolicy(1 / 3);
  const rows = INFOSETS.map((infoset) => ({ infoset, bet: policy[infoset], samples: 256, fallbacks: 0 }));
  const measures = { ...kuhnMeasures(rows, policy, settings), objective };
  return { kind: "evaluation", checkpoint, purpose: "report", ...measures, timings: {} };
}

const sft = { stage: "sft", iteration: 0 } as const;
const sepo = { stage: "sepo", iteration: 20 } as const;

Deno.test("seedsTable() gives the paired differences' mean with Student's interval", () => {
  // Differences 1, 2, 3: mean 2, standard deviation 1, half-width 4.3027 / √3 = 2.4841.
  const results = [1, 2, 3].map((gain, seed) => ({
    seed,
    sft: evaluation(sft, 10 * seed),
    selected: evaluation(sepo, 10 * seed + gain),
    last: evaluation(sepo, 10 * seed + gain),
  }));
  const line = seedsTable(results).split("\n").find((text) => text.startsWith("Safety J"))!;
  assertStringIncludes(line, "10.000  12.000      +2.000  −0.484 … +4.484");
});

Deno.test("runTable() stars the selected checkpoint, and sets the equilibrium family beside the frequencies", () => {
  const table = runTable([evaluation(sft, 0.1), evaluation(sepo, 0.2)], sepo);
  assertStringIncludes(table, "SEPO 20 *");
  assert(!table.includes("SFT *"));
  // Bets J (α + 1/3)/2 and calls Q (α + 2/3)/2 with α from 0 to 1/3.
  assertStringIncludes(table, "0.17–0.33");
  assertStringIncludes(table, "0.33–0.50");
  assertStringIncludes(table.replace(/\s+/g, " "), "an equilibrium sampled as often shows 0.013 ± 0.006");
  assertStringIncludes(table, "undefined");
});

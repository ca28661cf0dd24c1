import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { armsTable } from "../../lib/report/arms_table.ts";
import type { SeedResult } from "../../lib/report/seeds_table.ts";
import type { EvaluationLine } from "../../lib/results/schema.ts";

/** An evaluation of a game without collusion, with J and nothing else to tell. */
function evaluation(objective: number): EvaluationLine {
  return {
    kind: "evaluation",
    checkpoint: { stage: "sepo", iteration: 1 },
    purpose: "report",
    domain: "negotiation",
    opponents: [{ pool: "train", opponent: "fair", agent: 3, theirs: 5 }],
    payoff: 3,
    exploitability: 0,
    collusion: null,
    externality: 0,
    robust: null,
    heldOut: null,
    bestResponse: { opponent: "fair", fitted: 1, played: 1 },
    objective,
    nra: { value: 0 },
    fallbackRate: 0,
    details: { kind: "play", episodes: 1, actions: {} },
    timings: {},
  };
}

function result(seed: number, selected: number, last: number): SeedResult {
  return { seed, sft: evaluation(0), selected: evaluation(selected), last: evaluation(last) };
}

const cells = (line: string) => line.split(/ {2,}/);

Deno.test("armsTable() gives means and differences paired by seed with the half-width of Student's interval", () => {
  // Differences of the chosen checkpoints 1, 2, 3: mean 2, deviation 1, half-width 4.3027 / √3 = 2.4841.
  const control = { arm: "a", seeds: [1, 2, 3].map((seed) => result(seed, 10 * seed, 0)) };
  const treated = { arm: "b", seeds: [3, 1, 2].map((seed) => result(seed, 11 * seed, 7)) };
  const lines = armsTable([control, treated]).split("\n");
  const starting = (text: string, from: number) => lines.findIndex((line, at) => at >= from && line.startsWith(text));
  const chosen = starting("chosen checkpoint, less a", 0);
  assertEquals(cells(lines[starting("b", chosen)]!)[1], "+2.000 ±2.484");
  const last = starting("last checkpoint, less a", 0);
  assertEquals(cells(lines[starting("b", last)]!)[1], "+7.000 ±0.000");
  assertStringIncludes(lines.at(-1)!, "Seeds of a: 1, 2, 3; b: 3, 1, 2.");
});

Deno.test("armsTable() pairs only the seeds that both arms have", () => {
  const control = { arm: "a", seeds: [result(1, 5, 5), result(2, 100, 100)] };
  const treated = { arm: "b", seeds: [result(1, 6, 6)] };
  const lines = armsTable([control, treated]).split("\n");
  const at = lines.findIndex((line) => line.startsWith("last checkpoint, less a"));
  assertEquals(cells(lines[at + 2]!)[1], "+1.000");
});

Deno.test("armsTable() shows the pair's welfare and leaves out what the domain lacks", () => {
  const table = armsTable([{ arm: "a", seeds: [result(1, 5, 5)] }]);
  const [titles, , row] = table.split("\n").map(cells);
  assertEquals(row![titles!.indexOf("Welfare")], "4.000"); // (3 + 5) / 2
  assert(!titles!.includes("Coll"));
  assert(!table.includes("less"));
});

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { ipd, kuhn } from "sepo";
import { estimator } from "../../lib/tables/estimates.ts";
import type { Group } from "../../lib/tables/group.ts";
import { groupsOf } from "../../lib/tables/group.ts";
import { PAPER } from "../../lib/tables/paper.ts";
import type { Edition } from "../../lib/tables/paper_schema.ts";
import { resultsTable } from "../../lib/tables/results_table.ts";
import { asFamily, ipdEvaluation, makeRun } from "./make_run.ts";

const COLUMNS = [
  { name: "payoff", title: "Pay/r" },
  { name: "exploitability", title: "Exploit" },
  { name: "safety", title: "Safety" },
] as const;

/** The paper's rows of IPD beside groups. */
function table(groups: readonly Group[], edition: Edition = "v1") {
  const objective = PAPER.objectives.find(({ domain }) => domain === "ipd")!;
  return resultsTable(
    {
      id: "ipd",
      title: "IPD",
      edition,
      domain: "ipd",
      columns: COLUMNS,
      rows: PAPER.results.filter((row) => row.domain === "ipd" && row.edition === edition),
      objective,
    },
    groups,
    estimator(),
  );
}

/** Lines as their texts. */
const texts = ({ lines }: ReturnType<typeof table>) =>
  lines.map(({ subject, detail, source, cells }) => [subject, detail, source, ...cells.map(({ text }) => text)]);

/** Runs of IPD with three checkpoints of SEPO; seeds differ by 0.2 in payoff. */
const runs = (iterations: number, experiment = "made") =>
  [1, 2].map((seed) =>
    makeRun({
      experiment,
      seed,
      domain: ipd(),
      iterations,
      selected: 50,
      evaluations: (["base", "sft", 25, 50, 100] as const).map((which, at) =>
        ipdEvaluation(which, { payoff: 2 + at / 10 + (seed - 1) / 5 })
      ),
    })
  );

Deno.test("resultsTable() has the paper's rows with an empty line of ours under each where nothing was run", () => {
  const lines = texts(table([]));
  assertEquals(lines.length, 12);
  assertEquals(lines.slice(0, 2), [
    ["Gemma 4 E4B-it", "base", "paper, v1", "2.741", ".703", "+.761", "0.01"],
    ["Gemma 4 E4B-it", "base", "ours", "", "", "", ""],
  ]);
  assertEquals(lines.slice(4, 6), [
    ["Gemma 4 E4B-it", "SEPO 25, best", "paper, v1", "2.745", ".703", "+.772", "0.00"],
    ["Gemma 4 E4B-it", "SEPO 25, best", "ours", "", "", "", ""],
  ]);
  assert(lines.filter(([, , source]) => source === "ours").every((line) => line.slice(3).join("") === ""));
});

Deno.test("resultsTable() puts ours under the paper's row of the same model and checkpoint, the chosen one under its best", () => {
  const lines = texts(table(asFamily("Gemma 4 E4B-it", runs(100)), "corrected"));
  assertEquals(lines.map(([, detail, source]) => [detail, source]), [
    ["base", "paper, corrected"],
    ["base", "made (2 seeds)"],
    ["SFT", "paper, corrected"],
    ["SFT", "made (2 seeds)"],
    ["SEPO 25, best", "paper, corrected"],
    ["SEPO 25", "made (2 seeds)"],
    ["SEPO best", "made (2 seeds)"],
    ["SEPO 50", "paper, corrected"],
    ["SEPO 50", "made (2 seeds)"],
    ["SEPO 75", "paper, corrected"],
    ["SEPO 75", "ours"], // was not measured
    ["SEPO final", "paper, corrected"],
    ["SEPO final", "made (2 seeds)"],
  ]);
  // The seeds' payoffs at 25 are 2.2 and 2.4, at 50 (chosen) 2.3 and 2.5, after the last iteration 2.4 and 2.6.
  const payoffs = lines.filter(([, , source]) => source === "made (2 seeds)").map((line) => line[3]!.split(" ")[0]);
  assertEquals(payoffs, ["2.100", "2.200", "2.300", "2.400", "2.400", "2.500"]);
  // Of two seeds a resample is one, the other or their mean: the 95 % interval ends at the seeds themselves.
  assertEquals(lines[1]![3], "2.100 [2.000, 2.200]");
});

Deno.test("resultsTable() never lets a tiny model stand in a row of the paper's models", () => {
  const all = table(groupsOf(runs(100)));
  const mine = all.lines.filter(({ source }) => source.startsWith("made"));
  assertEquals(mine.map(({ subject, detail }) => [subject, detail]), [
    ["tiny Qwen 3.5", "base"],
    ["tiny Qwen 3.5", "SFT"],
    ["tiny Qwen 3.5", "SEPO best"],
    ["tiny Qwen 3.5", "SEPO final"],
  ]);
  assertEquals(texts(table([])), texts(all).slice(0, 12));
});

Deno.test("resultsTable() leaves out groups of other domains", () => {
  assertEquals(table(groupsOf([makeRun({ domain: kuhn() })])), table([]));
});

Deno.test("resultsTable() keeps experiments apart, each on its own line", () => {
  const groups = asFamily("Gemma 4 E4B-it", [...runs(100, "one"), ...runs(100, "two")]);
  const base = texts(table(groups)).filter(([model, detail]) => model === "Gemma 4 E4B-it" && detail === "base");
  assertEquals(base.map(([, , source]) => source), ["paper, v1", "one (2 seeds)", "two (2 seeds)"]);
});

Deno.test("resultsTable() flags what the printed columns can't make, and an Exploit that no pool allows", () => {
  const { lines, columns } = table([]);
  assertEquals(columns.at(-1), "Coll needed");
  const qwen = lines.find(({ subject, detail, source }) =>
    subject === "Qwen 3.5-4B" && detail === "base" && source === "paper, v1"
  )!;
  const [, exploit, , needed] = qwen.cells;
  assertEquals([exploit!.text, exploit!.footnotes], [
    "5.000",
    ["Above 3.75, the most that the exploit pool allows."],
  ]);
  assertEquals(needed!.text, "2.49");
  assertAlmostEquals(needed!.value!, 2.4872, 1e-9);
  assertEquals(needed!.footnotes!.length, 1);
  const gemma = lines[0]!.cells;
  assertEquals(gemma.map(({ footnotes = [] }) => footnotes.length), [0, 0, 0, 0]);
});

Deno.test("resultsTable() says where our λ aren't the paper's", () => {
  const [run] = runs(100);
  const { settings } = run!.run;
  assert("domain" in settings);
  const other = { ...run!, run: { ...run!.run, settings: { ...settings, penalties: { exploitability: 1 } } } };
  const { lines } = table(groupsOf([other]));
  const safety = lines.at(-1)!.cells[2]!;
  assertEquals(safety.footnotes, ["Our Safety has λe 1, λc 0, λx 0; the paper's has λe 2.4, λc 1, λx 1.8."]);
});

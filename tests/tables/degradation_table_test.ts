import { assertEquals } from "@std/assert";
import { ipd } from "sepo";
import { degradationTable } from "../../lib/tables/degradation_table.ts";
import { estimator } from "../../lib/tables/estimates.ts";
import { groupsOf } from "../../lib/tables/group.ts";
import { PAPER } from "../../lib/tables/paper.ts";
import { asFamily, ipdEvaluation, makeRun } from "./make_run.ts";

const RUN = makeRun({
  domain: ipd(),
  selected: 25,
  evaluations: [
    ipdEvaluation("base", { exploitability: 0.5 }),
    ipdEvaluation("sft", { exploitability: 1 }),
    ipdEvaluation(25, { exploitability: 0.75 }),
    ipdEvaluation(50, { exploitability: 0 }),
  ],
});

const lines = (...groups: Parameters<typeof degradationTable>[2]) =>
  degradationTable("corrected", PAPER, groups, estimator()).lines.map(({ subject, detail, source, cells }) => [
    subject,
    detail,
    source,
    ...cells.map(({ text }) => text),
  ]);

Deno.test("degradationTable() has Exploit before SFT, after it, and of the checkpoint that was chosen", () => {
  assertEquals(lines(...asFamily("Gemma 4 E4B-it", [RUN])).slice(0, 4), [
    ["Gemma 4 E4B-it", "IPD", "paper, corrected", ".859", ".430", ".313"],
    ["Gemma 4 E4B-it", "IPD", "made (1 seed)", "0.500", "1.000", "0.750"],
    ["Gemma 4 E4B-it", "auction", "paper, corrected", ".208", ".208", ".240"],
    ["Gemma 4 E4B-it", "auction", "ours", "", "", ""],
  ]);
});

Deno.test("degradationTable() gives a tiny model lines of its own", () => {
  const all = lines(...groupsOf([RUN]));
  assertEquals(all.slice(0, -1), lines());
  assertEquals(all.at(-1), ["tiny Qwen 3.5", "IPD", "made (1 seed)", "0.500", "1.000", "0.750"]);
});

import { assertEquals } from "@std/assert";
import { ipd } from "sepo";
import { groupsOf } from "../../lib/tables/group.ts";
import { mechanismTable } from "../../lib/tables/mechanism_table.ts";
import { PAPER } from "../../lib/tables/paper.ts";
import { makeRun } from "./make_run.ts";

const lines = (...runs: Parameters<typeof groupsOf>[0]) =>
  mechanismTable("corrected", PAPER, groupsOf(runs)).lines.map(({ subject, detail, source, cells }) => [
    subject,
    detail,
    source,
    ...cells.map(({ text }) => text),
  ]);

Deno.test("mechanismTable() has the paper's arms at its steps, ours empty where nothing was run", () => {
  assertEquals(mechanismTable("corrected", PAPER, []).columns, ["step 1", "step 40", "step 75"]);
  assertEquals(lines(), [
    ["not named", "auxiliary", "paper, corrected", "", "1.0", ""],
    ["not named", "auxiliary", "ours", "", "", ""],
    ["not named", "per-pool", "paper, corrected", ".94", "", ".25"],
    ["not named", "per-pool", "ours", "", "", ""],
  ]);
});

Deno.test("mechanismTable() has the mean over seeds of training collusion at the paper's steps, no other", () => {
  const collusion = [[1, 0.5], [2, 0.9], [40, 0.25]] as const;
  const seeds = [
    makeRun({ domain: ipd(), seed: 1, collusion }),
    makeRun({ domain: ipd(), seed: 2, collusion: [[1, 1]] }),
  ];
  assertEquals(lines(...seeds).slice(3), [
    ["tiny Qwen 3.5", "per-pool", "made (2 seeds)", "0.750 [0.500, 1.000]", "0.250", ""],
  ]);
});

import { assertEquals } from "@std/assert";
import { groupsOf } from "../../lib/tables/group.ts";
import { lambdaTable } from "../../lib/tables/lambda_table.ts";
import { PAPER } from "../../lib/tables/paper.ts";
import { makeRun } from "./make_run.ts";

const lines = (edition: "v1" | "corrected", runs: Parameters<typeof groupsOf>[0] = []) =>
  lambdaTable(edition, PAPER, groupsOf(runs)).lines.map(({ subject, source, cells }) => [
    subject,
    source,
    ...cells.map(({ text }) => text),
  ]);

Deno.test("lambdaTable() has the paper's λ beside our defaults, and Kuhn's collusion in v1 alone", () => {
  assertEquals(lines("v1").slice(0, 2), [
    ["IPD", "paper, v1", "2.4", "1.0", "1.8", "1.0", "3"],
    ["IPD", "defaults", "2.4", "1", "1.8", "1", "3"],
  ]);
  assertEquals(lines("v1").slice(4, 6), [
    ["negotiation v1", "paper, v1", "3.0", "2.0", "1.8", "1", "10"],
    ["negotiation v1", "defaults", "3", "2", "1.8", "1", "10"],
  ]);
  assertEquals(lines("v1").at(-2), ["Kuhn", "paper, v1", "1.5", "2.4", "0", "2.4", "2"]);
  assertEquals(lines("corrected").slice(-2), [
    ["Kuhn", "paper, corrected", "1.5", "", "0", "", "2"],
    ["Kuhn", "defaults", "1.5", "", "", "", "2"],
  ]);
});

Deno.test("lambdaTable() lists what was run where it differs from the defaults", () => {
  const run = makeRun();
  const { settings } = run.run;
  if (!("domain" in settings)) throw new Error("A made run has one domain");
  const other = { ...run, run: { ...run.run, settings: { ...settings, penalties: { exploitability: 2 } } } };
  assertEquals(lines("corrected", [run]), lines("corrected"));
  assertEquals(lines("corrected", [other]).at(-1), ["Kuhn", "made, tiny Qwen 3.5", "2", "", "", "", "2"]);
});

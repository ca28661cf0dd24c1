import { assert, assertEquals } from "@std/assert";
import { groupsOf } from "../../lib/tables/group.ts";
import { HYPERPARAMETER_SETTINGS } from "../../lib/tables/hyperparameter_settings.ts";
import { hyperparameterTable } from "../../lib/tables/hyperparameter_table.ts";
import { PAPER } from "../../lib/tables/paper.ts";
import { makeRun } from "./make_run.ts";

const lines = (edition: "v1" | "corrected", runs: Parameters<typeof groupsOf>[0] = []) =>
  hyperparameterTable(edition, PAPER, groupsOf(runs)).lines.map(({ subject, source, cells }) => [
    subject,
    source,
    ...cells.map(({ text }) => text),
  ]);

const about = (subject: string, of: readonly string[][]) => of.filter(([name]) => name === subject);

Deno.test("hyperparameterTable() has the paper's beside the defaults, Kuhn's apart", () => {
  const all = lines("corrected");
  assertEquals(about("learning rate", all), [
    ["learning rate", "paper, corrected", "2e-5", "1e-5"],
    ["learning rate", "defaults", "2e-5", "1e-5"],
  ]);
  assertEquals(about("learning rate, Kuhn", all), [
    ["learning rate, Kuhn", "paper, corrected", "", "3e-6"],
    ["learning rate, Kuhn", "defaults", "", "3e-6"],
  ]);
  assertEquals(about("β, Kuhn", all)[1], ["β, Kuhn", "defaults", "", "0.2"]);
  assertEquals(about("warm-up", all)[1], ["warm-up", "defaults", "5 %", ""]);
});

Deno.test("hyperparameterTable() has v1's penalty refresh in v1 alone, and no setting of ours beside it", () => {
  assertEquals(about("penalty refresh", lines("corrected")), []);
  assertEquals(about("penalty refresh", lines("v1")), [
    ["penalty refresh", "paper, v1", "", "every 5 steps or KL > 0.5"],
    ["penalty refresh", "defaults", "", ""],
  ]);
});

Deno.test("hyperparameterTable() lists what was run where it differs from the defaults", () => {
  const all = lines("corrected", [makeRun({ iterations: 50 })]);
  assertEquals(about("iterations", all), [
    ["iterations", "paper, corrected", "", "100"],
    ["iterations", "defaults", "", "100"],
    ["iterations", "made, tiny Qwen 3.5", "", "50"],
  ]);
  assertEquals(all.length, lines("corrected").length + 1);
});

Deno.test("HYPERPARAMETER_SETTINGS are named as the paper's hyperparameters are", () => {
  const names = PAPER.hyperparameters.map(({ name }) => name);
  for (const name of Object.keys(HYPERPARAMETER_SETTINGS)) assert(names.includes(name), name);
});

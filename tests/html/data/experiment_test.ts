import { assertEquals } from "@std/assert";
import { armTitle, experimentOf, runNames } from "../../../lib/html/data/experiment.ts";
import type { LoadedRun } from "../../../lib/html/data/load_plan.ts";
import { RunLog } from "../../../lib/html/data/run_log.ts";
import * as lines from "../../results/lines.ts";

/** A run that began at a second, or not at all. */
function run(arm: string, seed: number, second?: number): LoadedRun {
  const log = new RunLog(arm, seed);
  const startedAt = `2026-01-01T00:00:0${second}.000Z`;
  if (second !== undefined) log.add({ ...lines.header({ arm, seed }), timings: { startedAt } });
  return { file: { arm, seed, path: `${arm}/${seed}` }, log, problems: [] };
}

Deno.test("experimentOf() groups runs into arms in the order in which they were begun, and by seed", () => {
  const experiment = experimentOf([run("a", 1, 5), run("a", 2, 6), run("b", 1, 2), run("b", 2, 3), run("c", 1)]);
  assertEquals(
    experiment?.arms.map(({ title, place, runs }) => [title, place, runs.map(({ log }) => log.seed)]),
    [["b", 0, [1, 2]], ["a", 1, [1, 2]]],
  );
  assertEquals([experiment?.runs.length, experiment?.domains], [5, ["kuhn"]]);
});

Deno.test("experimentOf() has arms stand together that are shown together, in the order of their first", () => {
  const begun = ["b", "a"].flatMap((kind) => ["x", "y", "z", "u", "v"].map((credit) => [credit, kind]));
  const experiment = experimentOf(begun.map(([credit, kind], at) => run(`credit=${credit},return=${kind}`, 1, at)));
  assertEquals(
    experiment?.arms.map(({ name }) => name),
    ["x", "y", "z", "u", "v"].flatMap((credit) => ["b", "a"].map((kind) => `credit=${credit},return=${kind}`)),
  );
});

Deno.test("runNames() names runs by arm and seed, by their seed alone where there is one arm, also those not begun", () => {
  const names = (...runs: readonly LoadedRun[]) => runNames(experimentOf(runs)!);
  assertEquals(names(run("main", 1, 0), run("main", 2)), ["seed 1", "seed 2"]);
  assertEquals(names(run("credit=a", 1, 0), run("credit=b%2C", 1, 1)), ["credit=a, seed 1", "credit=b,, seed 1"]);
});

Deno.test("experimentOf() has nothing while no run has begun", () => {
  assertEquals(experimentOf([run("a", 1)]), undefined);
  assertEquals(experimentOf([]), undefined);
});

Deno.test("armTitle() reads an arm's name without a folder's escapes, and shows what no plan named", () => {
  assertEquals(armTitle("credit=a%2Cb"), "credit=a,b");
  assertEquals(armTitle("100%"), "100%");
  assertEquals(armTitle("a%00\u202e"), "a⟨U+0000⟩⟨U+202E⟩");
});

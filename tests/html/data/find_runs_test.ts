import { assertEquals, assertThrows } from "@std/assert";
import { findPlans, noResultsOf, planNamed } from "../../../lib/html/data/find_runs.ts";
import { ResultsError } from "../../../lib/results/results_error.ts";
import { temporaryFolder } from "../../temporary_folder.ts";

/** Makes empty results files. */
function make(folder: string, ...runs: readonly string[]): void {
  for (const run of runs) {
    Deno.mkdirSync(`${folder}/${run}`, { recursive: true });
    Deno.writeTextFileSync(`${folder}/${run}/results.jsonl`, "");
  }
}

Deno.test("findPlans() lists an experiment's runs by plan, arm and seed, numbers as numbers", () =>
  temporaryFolder((folder) => {
    make(
      folder,
      "exp/aaaaaaaaaaaa/main/10",
      "exp/aaaaaaaaaaaa/main/9",
      "exp/bbbbbbbbbbbb/x=2/1",
      "exp/bbbbbbbbbbbb/x=10/1",
    );
    make(folder, "other/aaaaaaaaaaaa/main/1", "exp/aaaaaaaaaaaa/main/9.1");
    const plans = findPlans(folder, "exp");
    assertEquals(plans.map(({ hash, folder }) => [hash, folder]), [
      ["aaaaaaaaaaaa", `${folder}/exp/aaaaaaaaaaaa`],
      ["bbbbbbbbbbbb", `${folder}/exp/bbbbbbbbbbbb`],
    ]);
    assertEquals(plans.map(({ runs }) => runs.map(({ arm, seed }) => [arm, seed])), [
      [["main", 9], ["main", 10]],
      [["x=2", 1], ["x=10", 1]],
    ]);
    assertEquals(plans[0]!.runs[0]!.path, `${folder}/exp/aaaaaaaaaaaa/main/9/results.jsonl`);
  }));

Deno.test("findPlans() finds nothing where there is nothing", () =>
  temporaryFolder((folder) => {
    assertEquals(findPlans(folder, "exp"), []);
    assertEquals(findPlans(`${folder}/nowhere`, "exp"), []);
  }));

Deno.test("noResultsOf() offers the nearest experiment that has results", () =>
  temporaryFolder((folder) => {
    assertEquals(
      noResultsOf("kuhn-tiny", folder).message,
      `Cannot find results of "kuhn-tiny" in "${folder}": there are none of any experiment`,
    );
    make(folder, "kuhn-tiny/aaaaaaaaaaaa/main/1");
    assertEquals(
      noResultsOf("kuhn-tny", folder).message,
      `Cannot find results of "kuhn-tny" in "${folder}": did you mean "kuhn-tiny"?`,
    );
  }));

Deno.test("planNamed() takes the beginning of a hash, or a whole one, if one plan alone has it", () => {
  const plans = ["aaaaaaaaaaaa", "abbbbbbbbbbb"].map((hash) => ({ hash, folder: hash, runs: [] }));
  assertEquals(planNamed("ab", plans), plans[1]!);
  assertEquals(planNamed(`aaaaaaaaaaaa${"0".repeat(52)}`, plans), plans[0]!);
  for (const [prefix, why] of [["a", "several begin so"], ["c", "none begins so"]] as const) {
    assertEquals(
      assertThrows(() => planNamed(prefix, plans), ResultsError).message,
      `Cannot choose plan "${prefix}": ${why}; plans are "aaaaaaaaaaaa" or "abbbbbbbbbbb"`,
    );
  }
});

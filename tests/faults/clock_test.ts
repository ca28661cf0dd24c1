import { assert, assertEquals } from "@std/assert";
import { compile } from "../../dsl/compile.ts";
import { runFolder } from "../../dsl/plan.ts";
import { uniform } from "../../lib/random/uniform.ts";
import { firstDifference } from "../../lib/results/first_difference.ts";
import { readResults } from "../../lib/results/read_results.ts";
import { executePlan } from "../../lib/run/mod.ts";
import { withClock } from "../clock/with_clock.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import experiment from "./moments.ts";

const plan = compile(experiment, { source: "tests/faults/moments.ts" });
const file = `${runFolder(plan, plan.runs[0]!)}/results.jsonl`;

async function execute(results: string): Promise<void> {
  const failures: unknown[] = [];
  const { signal } = new AbortController();
  await executePlan(plan, { results, signal, write: () => {}, fail: (error) => failures.push(error) });
  assertEquals(failures, []);
}

/** A clock that jumps by up to a year, back as well, whenever it is looked at. */
function jumping(): () => number {
  let looks = 0;
  return () => 1.7e12 + 3e10 * (uniform(42, "simulation", [looks++, 0, 0, 0]) - 0.5);
}

Deno.test("executePlan() on clocks that jump differs from a run on good ones in its times alone", () =>
  temporaryFolder(async (root) => {
    await execute(`${root}/good`);
    await withClock({ day: jumping(), elapsed: jumping() }, () => execute(`${root}/jumping`));
    assertEquals(await firstDifference(`${root}/good/${file}`, `${root}/jumping/${file}`), undefined);
    // Every line fits its schema, in which no time is below 0; that the clock did jump shows in some.
    let longest = 0;
    for await (const line of readResults(`${root}/jumping/${file}`)) {
      if (line.kind === "iteration") longest = Math.max(longest, ...Object.values(line.timings));
    }
    assert(longest > 1e6, `${longest}`);
  }));

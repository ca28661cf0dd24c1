import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { dirname } from "node:path";
import { compile } from "../../dsl/compile.ts";
import { defineExperiment, ipd, tabular } from "../../dsl/mod.ts";
import { runFolder } from "../../dsl/plan.ts";
import { firstDifference } from "../../lib/results/first_difference.ts";
import { executePlan } from "../../lib/run/mod.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const experiment = defineExperiment({
  name: "sweep",
  description: "A sweep of seconds",
  model: tabular(),
  domain: ipd({ rounds: 3 }),
  sft: { examples: 96, validationExamples: 32 },
  sepo: { iterations: 3, episodesPerOpponent: 2, learningRate: 0.1, checkpointEvery: 3 },
  evaluation: { samples: 2 },
  ablations: { credit: ["per-pool", "reward-only"] },
  seeds: [1, 2],
});
const plan = compile(experiment, { source: "experiments/sweep.ts" });

async function execute(results: string, jobs: number, signal = new AbortController().signal) {
  const written: string[] = [], failures: unknown[] = [];
  const write = (line: string) => written.push(line);
  const fail = (error: unknown) => failures.push(error);
  const { failed } = await executePlan(plan, { results, signal, jobs, write, fail });
  return { failed, failures, written: written.join("\n") };
}

Deno.test("executePlan() with several jobs gives what one gives, and says which run a line is of", () =>
  temporaryFolder(async (root) => {
    const [one, three] = [await execute(`${root}/1`, 1), await execute(`${root}/3`, 3)];
    assertEquals([one.failures, three.failures], [[], []]);
    for (const run of plan.runs) {
      const file = `${runFolder(plan, run)}/results.jsonl`;
      assertEquals(await firstDifference(`${root}/1/${file}`, `${root}/3/${file}`), undefined);
    }
    const tables = ({ written }: { written: string }) => written.slice(written.lastIndexOf("arms\n"));
    assertStringIncludes(tables(one), "less credit=per-pool");
    assertEquals(tables(three), tables(one));
    for (const run of ["[1] ", "[4] "]) assertStringIncludes(three.written, `${run}SEPO 1/3`);
  }));

Deno.test("executePlan() with several jobs tells which run failed, and goes on with the others", () =>
  temporaryFolder(async (root) => {
    const run = plan.runs[1]!;
    const folder = `${root}/${runFolder(plan, run)}`;
    await Deno.mkdir(dirname(folder), { recursive: true });
    await Deno.writeTextFile(folder, "in the way");
    const { failed, failures } = await execute(root, 2);
    assertEquals(failed.map(({ run, error }) => [run.seed, error]), [[run.seed, failures[0]]]);
    assert(failures[0] instanceof Error && failures[0].message.includes(folder), String(failures[0]));
  }));

Deno.test("executePlan() with several jobs stops when it is told to", () =>
  temporaryFolder(async (root) => {
    const stop = new AbortController();
    const running = executePlan(plan, {
      results: root,
      signal: stop.signal,
      jobs: 2,
      write: (line) => line.includes("SEPO 1/3") && stop.abort(new Error("enough")),
      fail: () => {},
    });
    await assertRejects(() => running, Error, "enough");
  }));

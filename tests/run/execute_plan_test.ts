import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { compile } from "../../dsl/compile.ts";
import { defineExperiment, kuhn, tinyQwen } from "../../dsl/mod.ts";
import { runFolder } from "../../dsl/plan.ts";
import type { Intent } from "../../lib/results/earlier_run.ts";
import { firstDifference } from "../../lib/results/first_difference.ts";
import { readResults } from "../../lib/results/read_results.ts";
import type { ResultsLine } from "../../lib/results/schema.ts";
import { told } from "../../lib/cli/told.ts";
import { executePlan } from "../../lib/run/mod.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Everything that the main experiment does, on as little as shows it. */
const experiment = defineExperiment({
  name: "end-to-end",
  description: "A run of seconds",
  model: tinyQwen({ hidden: 32, intermediate: 64, linearHeadDim: 16, headDim: 16 }),
  domain: kuhn({ hands: 2 }),
  sft: {
    weights: "all",
    examples: 96,
    validationExamples: 32,
    epochs: 1,
    batchSize: 16,
    accumulation: 1,
    learningRate: 3e-3,
  },
  sepo: {
    iterations: 2,
    episodesPerOpponent: 2,
    learningRate: 1e-3,
    lora: { rank: 4, alpha: 8, targets: "allLinear" },
    maxNewTokens: 24,
    checkpointEvery: 2,
    // The fallback decides for a model that learnt so little; only with deals of its own does an episode differ then.
    shareGroupRandomness: false,
  },
  evaluation: { samples: 4 },
});
const planOf = (seeds: readonly number[]) => compile(experiment, { source: "experiments/end-to-end.ts", seeds });
const plan = planOf([42]);
const folder = runFolder(plan, plan.runs[0]!);
const file = `${folder}/results.jsonl`;

interface Chosen {
  readonly intent?: Intent;
  readonly seeds?: readonly number[];
  readonly signal?: AbortSignal;
}

async function execute(
  results: string,
  { intent = "keep", seeds = [42], signal = new AbortController().signal }: Chosen = {},
) {
  const written: string[] = [], warned: string[] = [];
  const { failed } = await executePlan(planOf(seeds), {
    results,
    intent,
    signal,
    write: (line) => written.push(line),
    fail: (error) => warned.push(told(error, false)),
  });
  return { failed: failed.length, written: written.join("\n"), warned: warned.join("\n") };
}

const namesIn = (path: string) => [...Deno.readDirSync(path)].map(({ name }) => name).sort();

async function linesOf(path: string): Promise<ResultsLine[]> {
  return await Array.fromAsync(readResults(path));
}

Deno.test("executePlan() runs a plan to its table, the same twice, and shows a finished run again", async (t) => {
  const [first, second] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  await t.step("a run ends with a table", async () => {
    const { failed, written, warned } = await execute(first);
    assertEquals([failed, warned], [0, ""]);
    for (const text of ["base", "SFT", "SEPO 2 *", "equilibrium", "undefined"]) assertStringIncludes(written, text);
  });

  await t.step("its results hold every stage, episode and measure", async () => {
    const lines = await linesOf(`${first}/${file}`);
    const count = (kind: ResultsLine["kind"]) => lines.filter((line) => line.kind === kind).length;
    assertEquals(count("header") + count("end") + count("selection"), 3);
    // 5 groups of 2 episodes in each of 2 iterations; base, SFT and one checkpoint reported, the checkpoint also for choosing.
    assertEquals([count("episode"), count("iteration"), count("checkpoint"), count("evaluation")], [20, 2, 1, 4]);
    for (const line of lines) {
      if (line.kind !== "iteration") continue;
      assert(line.step.gradNorm > 0, "no gradient");
      // The adapter's B is 0 before the first step: the reference is the policy itself.
      if (line.iteration === 1) assertEquals(line.step.kl, 0);
      // In iteration 2 the adapter has been updated, and the sampler must be using it: KL is above 0, and still
      // sampler and trainer agree on what was sampled, to float32's rounding.
      if (line.iteration === 2) assert(line.step.kl !== null && line.step.kl > 0, "the adapter did not change");
      assert(line.step.logProbGap.max < 1e-4, `gap ${line.step.logProbGap.max}`);
    }
  });

  await t.step("its stages say what was left out and which modules carry the adapter that SEPO trains", async () => {
    const stages = (await linesOf(`${first}/${file}`)).filter((line) => line.kind === "stage");
    assertEquals(stages.map(({ stage, leftOut }) => [stage, leftOut]), [["model", 0], ["sft", 0], ["adapter", 0]]);
    // All weights were tuned in SFT. Qwen 3.5: five projections in each of three linear-attention layers, four in the last.
    assertEquals(stages.map(({ modules }) => modules.length), [0, 0, 3 * 5 + 4]);
    assert(stages[2]!.modules.includes("model.layers.3.self_attn.q_proj"), stages[2]!.modules.join());
  });

  await t.step("it writes into its own folder and the cache alone, the trainer's log too", () => {
    assertEquals(namesIn(first), [".cache", "end-to-end"]);
    assertEquals(namesIn(`${first}/${folder}`), ["checkpoints", "results.jsonl", "trainer.log"]);
    assertEquals(namesIn(`${first}/.cache`), ["lock", "model", "sft"]);
  });

  await t.step("the same seed gives the same results but for times, whatever the folder", async () => {
    assertEquals((await execute(second)).failed, 0);
    assertEquals(await firstDifference(`${first}/${file}`, `${second}/${file}`), undefined);
  });

  await t.step("a finished run is shown, not run again", async () => {
    const before = await Deno.readTextFile(`${first}/${file}`);
    const { failed, written } = await execute(first);
    assertEquals(failed, 0);
    assertStringIncludes(written, "Finished before");
    assertStringIncludes(written, "SEPO 2 *");
    assertEquals(await Deno.readTextFile(`${first}/${file}`), before);
  });

  await t.step("a broken stage in the cache is one clear sentence, and what was written stays", async () => {
    const stage = `${first}/.cache/sft/${namesIn(`${first}/.cache/sft`)[0]!}`;
    await Deno.truncate(`${stage}/model.safetensors`, 1000);
    const { failed, warned } = await execute(first, { intent: "replace" });
    assertEquals(failed, 1);
    assertEquals(
      warned,
      `Cannot use the cached stage "${stage}": "model.safetensors" is damaged, it isn't what was written; ` +
        "remove that folder and run again to make it anew",
    );
    assert((await linesOf(`${first}/${file}`)).length > 1);
    const aside = `${first}/${folder}.1`;
    assertEquals(namesIn(aside), ["checkpoints", "results.jsonl", "trainer.log"]);
    assert((await linesOf(`${aside}/results.jsonl`)).some(({ kind }) => kind === "end"));
  });

  for (const results of [first, second]) await Deno.remove(results, { recursive: true });
});

/** Runs `check` with a Python that lacks everything. */
async function withoutPython(check: () => Promise<void>): Promise<void> {
  const before = Deno.env.get("SEPO_PYTHON");
  Deno.env.set("SEPO_PYTHON", "/nowhere/python3");
  try {
    await check();
  } finally {
    if (before === undefined) Deno.env.delete("SEPO_PYTHON");
    else Deno.env.set("SEPO_PYTHON", before);
  }
}

Deno.test("executePlan() fails once, not once a run, where there is no Python", () =>
  withoutPython(() =>
    temporaryFolder(async (results) => {
      const message = `Cannot use SEPO_PYTHON "/nowhere/python3": it is not a working Python interpreter`;
      await assertRejects(() => execute(results, { seeds: [1, 2, 3] }), Error, message);
      assertEquals(namesIn(results), []);
    })
  ));

Deno.test("executePlan() fails once where the results folder is a file", () =>
  temporaryFolder(async (root) => {
    await Deno.writeTextFile(`${root}/results`, "");
    const message = `Cannot write results to "${root}/results": "${root}/results" is a file; choose another --results`;
    await assertRejects(() => execute(`${root}/results`, { seeds: [1, 2] }), Error, message);
  }));

Deno.test("executePlan() names a results file that is damaged and what replaces it, and needs no Python for that", () =>
  withoutPython(() =>
    temporaryFolder(async (results) => {
      await Deno.mkdir(`${results}/${folder}`, { recursive: true });
      await Deno.writeTextFile(`${results}/${file}`, "{\n");
      const { failed, warned } = await execute(results);
      assertEquals(failed, 1);
      assertEquals(
        warned,
        `Line 1 of results "${results}/${file}" is not JSON: the file was changed or damaged; ` +
          "--force moves the folder aside and runs it again",
      );
    })
  ));

Deno.test("executePlan() throws the reason of a signal that is aborted, and fails no run for it", () =>
  temporaryFolder(async (results) => {
    const stop = new Error("Stopped");
    const failed: unknown[] = [];
    const options = { results, write: () => {}, fail: (error: unknown) => void failed.push(error) };
    const thrown = await assertRejects(() => executePlan(plan, { ...options, signal: AbortSignal.abort(stop) }), Error);
    assertEquals([thrown, failed], [stop, []]);
  }));

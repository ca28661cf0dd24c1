import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { compile } from "../../dsl/compile.ts";
import { defineExperiment, kuhn, tinyQwen } from "../../dsl/mod.ts";
import { runFolder } from "../../dsl/plan.ts";
import { firstDifference } from "../../lib/results/first_difference.ts";
import { readResults } from "../../lib/results/read_results.ts";
import type { ResultsLine } from "../../lib/results/schema.ts";
import { told } from "../../lib/cli/told.ts";
import { executePlan } from "../../lib/run/mod.ts";

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
const plan = compile(experiment, { source: "experiments/end-to-end.ts" });

async function execute(results: string, force = false) {
  const written: string[] = [], warned: string[] = [];
  const { failed } = await executePlan(plan, {
    results,
    force,
    write: (line) => written.push(line),
    fail: (error) => warned.push(told(error, false)),
  });
  return { failed, written: written.join("\n"), warned: warned.join("\n") };
}

async function linesOf(path: string): Promise<ResultsLine[]> {
  return await Array.fromAsync(readResults(path));
}

Deno.test("executePlan() runs a plan to its table, the same twice, and shows a finished run again", async (t) => {
  const [first, second] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  const file = `${runFolder(plan, plan.runs[0]!)}/results.jsonl`;

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

  await t.step("a broken model in the cache is one clear sentence, and what was written stays", async () => {
    const models = [...Deno.readDirSync(`${first}/cache/sft`)];
    const weights = `${first}/cache/sft/${models[0]!.name}/model.safetensors`;
    await Deno.truncate(weights, 1000);
    const { failed, warned } = await execute(first, true);
    assertEquals(failed, 1);
    assertStringIncludes(warned, "model.safetensors");
    assert(!warned.includes("\n"), warned);
    assert((await linesOf(`${first}/${file}`)).length > 1);
    assert(
      (await linesOf(`${first}/${file.replace("/results.jsonl", ".1/results.jsonl")}`)).some(({ kind }) =>
        kind === "end"
      ),
    );
  });

  for (const folder of [first, second]) await Deno.remove(folder, { recursive: true });
});

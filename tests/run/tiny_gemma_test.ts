import { assert, assertEquals, assertLess } from "@std/assert";
import { compile } from "../../dsl/compile.ts";
import { defineExperiment, kuhn, tinyGemma } from "../../dsl/mod.ts";
import { runFolder } from "../../dsl/plan.ts";
import { told } from "../../lib/cli/told.ts";
import { readResults } from "../../lib/results/read_results.ts";
import { executePlan } from "../../lib/run/mod.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const experiment = defineExperiment({
  name: "gemma-end-to-end",
  description: "A run of seconds",
  // A window far shorter than any prompt, and layers that read another's keys and values.
  model: tinyGemma({ hidden: 32, intermediate: 64, headDim: 8, globalHeadDim: 16, perLayerWidth: 8, window: 16 }),
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
    lora: { rank: 4, alpha: 8, targets: "paper" },
    maxNewTokens: 24,
    checkpointEvery: 2,
    shareGroupRandomness: false,
  },
  evaluation: { samples: 4 },
});

Deno.test("executePlan() runs a Gemma 4 end to end: base, SFT, steps that both engines agree on, evaluation", () =>
  temporaryFolder(async (results) => {
    const plan = compile(experiment, { source: "experiments/gemma-end-to-end.ts" });
    const warned: string[] = [];
    const { failed } = await executePlan(plan, {
      results,
      signal: new AbortController().signal,
      write: () => {},
      fail: (error) => warned.push(told(error, false)),
    });
    assertEquals([failed, warned], [[], []]);
    const lines = await Array.fromAsync(readResults(`${results}/${runFolder(plan, plan.runs[0]!)}/results.jsonl`));
    const count = (kind: (typeof lines)[number]["kind"]) => lines.filter((line) => line.kind === kind).length;
    assertEquals([count("iteration"), count("checkpoint"), count("evaluation"), count("end")], [2, 1, 4, 1]);
    for (const line of lines) {
      if (line.kind !== "iteration") continue;
      assert(line.step.gradNorm > 0, "no gradient");
      assertLess(line.step.logProbGap.max, 1e-3);
    }
  }));

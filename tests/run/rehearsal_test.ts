import { assert, assertEquals, assertLess } from "@std/assert";
import { join } from "node:path";
import { compile } from "../../dsl/compile.ts";
import { defineExperiment, kuhn, modelFolder } from "../../dsl/mod.ts";
import { runFolder } from "../../dsl/plan.ts";
import { told } from "../../lib/cli/told.ts";
import { tinyGemmaConfig } from "../../lib/onnx/tiny_gemma.ts";
import { readResults } from "../../lib/results/read_results.ts";
import { executePlan } from "../../lib/run/mod.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** A vocabulary that no tokenizer of the domain's text reaches, as a large model's. */
const VOCABULARY = 9000;

Deno.test("executePlan() rehearses a run: nothing is had but a config.json, replies end and mean something, and it says what it is", () =>
  temporaryFolder(async (folder) => {
    const path = join(folder, "model");
    await Deno.mkdir(path);
    const size = {
      vocabulary: VOCABULARY,
      hidden: 32,
      intermediate: 64,
      headDim: 8,
      globalHeadDim: 16,
      perLayerWidth: 8,
    };
    await Deno.writeTextFile(join(path, "config.json"), JSON.stringify(tinyGemmaConfig(size)));
    const experiment = defineExperiment({
      name: "rehearsal",
      description: "A run of seconds",
      model: modelFolder(path, { weights: "random" }),
      domain: kuhn({ hands: 2 }),
      sft: { examples: 64, validationExamples: 16, epochs: 1, batchSize: 16, accumulation: 1 },
      sepo: { iterations: 1, episodesPerOpponent: 2, lora: { rank: 4, alpha: 8 }, maxNewTokens: 48 },
      evaluation: { samples: 4 },
    });
    const plan = compile(experiment, { source: "experiments/rehearsal.ts" });
    const [warned, written]: [string[], string[]] = [[], []];
    const { failed } = await executePlan(plan, {
      results: folder,
      device: "cpu",
      signal: new AbortController().signal,
      write: (line) => written.push(line),
      fail: (error) => warned.push(told(error, false)),
    });
    assertEquals(warned, [], written.join("\n"));
    assertEquals(failed, []);
    assert(written.some((line) => line.startsWith("Rehearsal with random weights")), written.join("\n"));
    const lines = await Array.fromAsync(readResults(`${folder}/${runFolder(plan, plan.runs[0]!)}/results.jsonl`));
    const iteration = lines.find((line) => line.kind === "iteration");
    assert(iteration?.kind === "iteration");
    assertEquals(iteration.domains.kuhn?.fallbackRate, 0);
    assertLess(iteration.step.logProbGap.max, 0.1);
    assertEquals(lines.at(-1)?.kind, "end");
  }));

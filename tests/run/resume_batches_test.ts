import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { defineExperiment, kuhn, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { runFolder } from "../../dsl/plan.ts";
import { readResults } from "../../lib/results/read_results.ts";
import { executePlan, type RunOptions } from "../../lib/run/mod.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const plan = compile(
  defineExperiment({
    name: "resumed-batches",
    description: "A run of seconds",
    model: tinyQwen({
      hidden: 32,
      intermediate: 64,
      heads: 2,
      kvHeads: 1,
      headDim: 16,
      linearHeads: 2,
      linearHeadDim: 16,
    }),
    domain: kuhn({ hands: 1 }),
    sft: { weights: "all", examples: 32, validationExamples: 8, epochs: 1, batchSize: 16, accumulation: 1 },
    sepo: { iterations: 2, episodesPerOpponent: 2, maxNewTokens: 8, checkpointEvery: 2 },
    evaluation: { samples: 1 },
  }),
  { source: "experiments/resumed-batches.ts", seeds: [7] },
);

async function execute(results: string, options: Partial<RunOptions>) {
  const failures: string[] = [];
  try {
    await executePlan(plan, {
      results,
      signal: new AbortController().signal,
      saveDue: () => true,
      fail: (error) => failures.push(error instanceof Error ? error.message : String(error)),
      write: () => {},
      ...options,
    });
  } catch (error) {
    if (options.signal?.aborted !== true) throw error;
  }
  return failures;
}

Deno.test("executePlan() resumes with the batches that a run had, and with others if it is told to, which the results say", () =>
  temporaryFolder(async (results) => {
    const stop = new AbortController();
    await execute(results, {
      signal: stop.signal,
      batches: { rows: 8 },
      write: (line) => line.startsWith("SEPO 1/2") && stop.abort(new Error("Stopped")),
    });
    assert(stop.signal.aborted);
    const [refused, ...more] = await execute(results, { intent: "resume", batches: { rows: 4 } });
    assertEquals(more, []);
    assertStringIncludes(refused!, "batches of 4 replies and 8192 tokens (before 8 replies and 8192 tokens)");
    assertStringIncludes(refused!, "--resume-anyway");
    assertEquals(await execute(results, { intent: "resume", anyway: true, batches: { rows: 4 } }), []);
    const lines = await Array.fromAsync(readResults(`${results}/${runFolder(plan, plan.runs[0]!)}/results.jsonl`));
    const batches = lines.flatMap((line) => "batches" in line ? [[line.kind, line.batches?.rows]] : []);
    assertEquals(batches, [["stage", 8], ["resumption", 4]]);
    assertEquals(lines.at(-1)?.kind, "end");
  }));

import { compile } from "../../dsl/compile.ts";
import type { Experiment } from "../../dsl/schema/input.ts";
import { loadExperiment } from "../../dsl/load.ts";
import { runFolder } from "../../dsl/plan.ts";
import { isObject, type Json } from "../json/json.ts";
import { readResults } from "../results/read_results.ts";
import { RESULTS_FILE } from "../results/results_writer.ts";
import type { IterationLine } from "../results/schema.ts";
import { executePlan } from "../run/mod.ts";
import type { DeviceKind } from "../run/tools.ts";
import { median } from "./median.ts";
import { peakGpuMemory, peakMemory } from "./memory.ts";

/** Iterations, the first of which warms up. */
const ITERATIONS = 4;

/** What is no part of an iteration is made as short as it gets. */
const SHORT: Readonly<Record<string, Json>> = {
  "model.weights": "random",
  "sft.examples": 16,
  "sft.validationExamples": 4,
  "sft.epochs": 1,
  "sepo.iterations": ITERATIONS,
  "sepo.checkpointEvery": ITERATIONS,
  "sepo.compareGradientsEvery": 0,
  "sepo.recordEpisodesEvery": 0,
  "evaluation.samples": 1,
};

/** What an iteration of an experiment takes, at its size, with random weights: medians. */
export interface Rehearsed {
  readonly experiment: string;
  /** Seconds of an iteration, of ONNX Runtime in it, and of PyTorch. */
  readonly total: number;
  readonly generate: number;
  readonly gradient: number;
  /** Tokens a second that a gradient step learns from, prompts included, and those that it computes. */
  readonly trained: number;
  readonly computed: number;
  /** Bytes of the device's memory at the most, everything on it included. */
  readonly peak: number;
}

/** Medians of iterations but the first. */
function summary(lines: readonly IterationLine[]): Omit<Rehearsed, "experiment" | "peak"> {
  const of = (value: (line: IterationLine) => number) => median(lines.slice(1).map(value));
  const seconds = (name: string) => ({ timings }: IterationLine) => timings[name]!;
  const gradient = seconds("gradient");
  return {
    total: of(seconds("total")),
    generate: of(seconds("generate")),
    gradient: of(gradient),
    trained: of((line) => line.step.tokens!.all / gradient(line)),
    computed: of((line) => line.step.tokens!.computed / gradient(line)),
  };
}

/**
 * Runs a few iterations of an experiment at its size, with a model of random weights in the place of its own, through the
 * run loop itself, and says what one takes.
 *
 * @throws {Error} If the run fails.
 */
export async function rehearse(
  name: string,
  model: Experiment["model"],
  device: DeviceKind,
): Promise<Rehearsed> {
  const { source, experiment } = await loadExperiment(name);
  const set = Object.entries(SHORT).map(([path, value]) => ({ path, value }));
  const plan = compile(isObject(experiment) ? { ...experiment, model } : experiment, { source, set, seeds: [42] });
  const results = await Deno.makeTempDir({ prefix: "sepo-bench-" });
  try {
    const errors: unknown[] = [];
    const run = executePlan(plan, {
      results,
      device,
      signal: new AbortController().signal,
      write: () => {},
      fail: (error) => errors.push(error),
    });
    const [peak] = await Promise.all([device === "cuda" ? peakGpuMemory(run) : peakMemory(Deno.pid, run), run]);
    if (errors.length > 0) throw errors[0];
    const lines: IterationLine[] = [];
    for await (const line of readResults(`${results}/${runFolder(plan, plan.runs[0]!)}/${RESULTS_FILE}`)) {
      if (line.kind === "iteration") lines.push(line);
    }
    return { experiment: name, ...summary(lines), peak };
  } finally {
    await Deno.remove(results, { recursive: true });
  }
}

import { assertLess } from "@std/assert";
import { join } from "node:path";
import { CPU } from "../../lib/cuda/device.ts";
import { parseModelConfig } from "../../lib/onnx/config.ts";
import { emitGeneration } from "../../lib/onnx/generation.ts";
import { openWeights } from "../../lib/onnx/weights.ts";
import { openSession } from "../../lib/rollout/worker_session.ts";
import { readSafetensors } from "../../lib/safetensors/safetensors.ts";
import { HUB_CASES, type HubCase, makeHub, snapshotOf } from "./hub_cases.ts";
import { expectedLogProbs, type LogProbGap, logProbGap } from "./log_prob_gap.ts";
import { logitGap, scoring, using } from "./parity.ts";
import { roundedModel } from "./rounded_graph.ts";
import { runGeneration } from "./run_generation.ts";

let folder = "";

Deno.test.beforeAll(async () => {
  folder = await Deno.makeTempDir();
  await makeHub(folder);
});

Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

const expectedOf = ({ name }: HubCase) => readSafetensors(join(folder, `${name}.safetensors`));

/** Log-probabilities of an emitted graph that computes in the type of the weights. */
function inStoredType(test: HubCase, run: "rounded" | "plain"): Promise<readonly Float32Array[]> {
  const path = snapshotOf(folder, test);
  const config = parseModelConfig(JSON.parse(Deno.readTextFileSync(join(path, "config.json"))), path);
  const weights = openWeights(path);
  const { model } = emitGeneration(config, weights, { stopTokens: [], precision: test.dtype });
  const runnable = run === "rounded" ? roundedModel(model, test.dtype) : model;
  return runGeneration(runnable, weights.folder, scoring(test), config.vocabulary);
}

function assertBelow(gap: LogProbGap, mean: number, max: number): void {
  assertLess(gap.mean, mean);
  assertLess(gap.max, max);
}

/** Nats that log-probabilities in float32 and in the type of the weights are apart; measured are about half. */
const BOUND = { bfloat16: { mean: 0.06, max: 0.8 }, float16: { mean: 0.012, max: 0.2 } };

for (const test of HUB_CASES) {
  const { name, dtype } = test;

  Deno.test(`openSession() reads the text part of a multimodal checkpoint through a hub cache's links: ${name}`, async () => {
    const expected = new Map([...expectedOf(test)].map(([key, tensor]) => [key.replace("float32", "plain"), tensor]));
    const opened = openSession({
      model: snapshotOf(folder, test),
      device: CPU,
      threads: 1,
      stopTokens: [],
      logits: true,
    });
    const generation = await using(opened, (session) => session.generate(scoring(test)));
    assertLess(logitGap(generation, expected, "plain", test), 1e-4);
    const { mean, max } = BOUND[dtype];
    assertBelow(logProbGap(generation.logProbs, expectedLogProbs(expected, "stored", test)), mean, max);
  });

  Deno.test(`emitGeneration() in 16 bits is about as far from float32 as transformers is: ${name}`, async () => {
    const expected = expectedOf(test);
    const [exact, theirs] = [expectedLogProbs(expected, "float32", test), expectedLogProbs(expected, "stored", test)];
    const ours = await inStoredType(test, "rounded");
    const known = logProbGap(theirs, exact);
    assertBelow(logProbGap(ours, exact), 2 * known.mean, 3 * known.max);
    const { mean, max } = BOUND[dtype];
    assertBelow(logProbGap(ours, theirs), mean, max);
  });
}

for (const test of HUB_CASES.filter(({ dtype }) => dtype === "float16")) {
  Deno.test(`emitGeneration() in float16 runs on a CPU, which widens it: ${test.name}`, async () => {
    const expected = expectedLogProbs(expectedOf(test), "stored", test);
    const { mean, max } = BOUND.float16;
    assertBelow(logProbGap(await inStoredType(test, "plain"), expected), mean, max);
  });
}

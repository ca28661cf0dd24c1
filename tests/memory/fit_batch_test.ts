import { assert, assertEquals } from "@std/assert";
import { LARGEST } from "../../lib/memory/batch_sizes.ts";
import { fitBatch, SMALLEST, smallestDevice } from "../../lib/memory/fit_batch.ts";
import { memoryPlan, type MemoryQuestion, rolloutBytes, totalBytes } from "../../lib/memory/memory_plan.ts";
import { modelShape } from "../../lib/memory/model_shape.ts";
import { KNOWN_MODELS } from "../../lib/models/known_models.ts";

const question = (repository: string): MemoryQuestion => ({
  ...modelShape(KNOWN_MODELS.get(repository)!.config, repository, { rank: 16, alpha: 32, targets: "paper" }),
  device: "cuda",
  elementBytes: 2,
  newTokens: 512,
  gradientCheckpointing: true,
});

const QWEN = question("Qwen/Qwen3.5-4B"), GEMMA = question("google/gemma-4-E4B-it");
const GB = 1e9;

Deno.test("modelShape() counts the paper's models, and the adapter that the paper trains on them", () => {
  assertEquals([QWEN.parameters, GEMMA.parameters], [4_205_751_296, 7_463_013_418]); // with a scalar a layer of Gemma's
  // q (with its gate), k, v and o of 8 layers: 16 · (in + out) each.
  assertEquals(QWEN.adapterParameters, 8 * 16 * ((2560 + 8192) + 2 * (2560 + 1024) + (4096 + 2560)));
});

Deno.test("memoryPlan() has the weights twice, and a row of Qwen's states four times", () => {
  const parts = memoryPlan(QWEN, SMALLEST);
  assertEquals(parts.slice(0, 2).map(({ bytes }) => bytes), [2 * QWEN.parameters, 2 * QWEN.parameters]);
  const more = rolloutBytes(QWEN, { ...SMALLEST, rows: SMALLEST.rows + 1 }) - rolloutBytes(QWEN, SMALLEST);
  const state = 4 * 24 * 32 * 128 * 128 + 2 * 24 * 3 * 8192 + 2 * 512 * 16_384;
  assertEquals(more, 4 * state + 4 * 4 * 248_320);
});

Deno.test("fitBatch() takes the largest batches that fit, larger ones on larger devices, and none where even the smallest don't", () => {
  for (const asked of [QWEN, GEMMA]) {
    assertEquals(fitBatch(asked, 0.999 * smallestDevice(asked)), undefined);
    let before = { rows: 0, trainTokens: 0 };
    for (let size = 1.001 * smallestDevice(asked); size < 300 * GB; size *= 1.1) {
      const sizes = fitBatch(asked, size);
      assert(sizes !== undefined && totalBytes(memoryPlan(asked, sizes)) <= size);
      assert(sizes.rows >= before.rows || sizes.trainTokens > before.trainTokens);
      assert(sizes.trainTokens >= before.trainTokens);
      before = sizes;
    }
    assertEquals([before.rows, before.trainTokens], [LARGEST.rows, LARGEST.trainTokens]);
  }
});

Deno.test("smallestDevice() is below 24 GB for Qwen 3.5-4B and below 48 GB for Gemma 4 E4B", () => {
  assert(smallestDevice(QWEN) < 24 * GB, `${smallestDevice(QWEN)}`);
  assert(smallestDevice(GEMMA) < 48 * GB, `${smallestDevice(GEMMA)}`);
});

import { assertEquals, assertThrows } from "@std/assert";
import { packDecisions, packExamples, writeBatch } from "../../lib/trainer/batch.ts";
import { readSafetensors } from "../../lib/safetensors/safetensors.ts";

Deno.test("packExamples() lays prompts and replies end to end", () => {
  assertEquals(packExamples([{ prompt: [1, 2], reply: [3] }, { prompt: [4], reply: [5, 6] }]), {
    tokens: Int32Array.of(1, 2, 3, 4, 5, 6),
    offsets: BigInt64Array.of(0n, 3n, 6n),
    promptLengths: Int32Array.of(2, 1),
  });
});

Deno.test("packExamples() refuses an empty prompt and an empty reply", () => {
  const good = { prompt: [1], reply: [2] };
  assertThrows(
    () => packExamples([good, { prompt: [], reply: [2] }]),
    RangeError,
    "example 1: its prompt has 0 tokens",
  );
  assertThrows(() => packExamples([{ prompt: [1], reply: [] }]), RangeError, "its reply 0");
});

Deno.test("packDecisions() refuses a reply without a log-prob for each token", () => {
  assertThrows(
    () => packDecisions([{ prompt: [1], reply: [2, 3], advantage: 1, logProbs: [-1] }]),
    RangeError,
    "decision 0: 1 log-probs for 2 reply tokens",
  );
});

Deno.test("writeBatch() writes what the trainer reads, tensor by tensor", () => {
  const path = Deno.makeTempFileSync({ suffix: ".safetensors" });
  try {
    const batch = packDecisions([
      { prompt: [1, 2], reply: [3], advantage: 0.5, logProbs: [-0.25] },
      { prompt: [4], reply: [5, 6], advantage: -2, logProbs: [-1, -0.125] },
    ]);
    writeBatch(path, batch);
    const tensors = readSafetensors(path);
    assertEquals(Object.fromEntries([...tensors].map(([name, { dtype, shape }]) => [name, [dtype, ...shape]])), {
      offsets: ["I64", 3],
      tokens: ["I32", 6],
      promptLengths: ["I32", 2],
      advantages: ["F32", 2],
      samplerLogProbs: ["F32", 3],
    });
    assertEquals(tensors.get("advantages")?.data, Float32Array.of(0.5, -2));
    assertEquals(tensors.get("samplerLogProbs")?.data, Float32Array.of(-0.25, -1, -0.125));
  } finally {
    Deno.removeSync(path);
  }
});

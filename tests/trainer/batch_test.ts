import { assertEquals, assertThrows } from "@std/assert";
import { type Decision, packDecisions, packExamples, writeBatch } from "../../lib/trainer/batch.ts";
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

Deno.test("packDecisions() refuses numbers that aren't finite and parts that aren't whole numbers", () => {
  const good = { prompt: [1], reply: [2], advantage: 1, logProbs: [-1] };
  const cases: [changes: Partial<Decision>, message: string][] = [
    [{ advantage: NaN }, "decision 1: its advantage is NaN, it must be finite"],
    [{ logProbs: [-Infinity] }, "decision 1: it has a log-prob of -Infinity, each must be finite"],
    [{ part: 0.5 }, "decision 1: its part is 0.5, it must be a whole number from 0 to 2147483647"],
    [{ part: -1 }, "its part is -1"],
    [{ part: 2 ** 31 }, "its part is 2147483648"],
  ];
  for (const [changes, message] of cases) {
    assertThrows(() => packDecisions([good, { ...good, ...changes }]), RangeError, message);
  }
});

Deno.test("writeBatch() writes what the trainer reads, tensor by tensor", () => {
  const path = Deno.makeTempFileSync({ suffix: ".safetensors" });
  try {
    const batch = packDecisions([
      { prompt: [1, 2], reply: [3], advantage: 0.5, logProbs: [-0.25] },
      { prompt: [4], reply: [5, 6], advantage: -2, logProbs: [-1, -0.125], part: 3 },
    ]);
    writeBatch(path, batch);
    const tensors = readSafetensors(path);
    assertEquals(Object.fromEntries([...tensors].map(([name, { dtype, shape }]) => [name, [dtype, ...shape]])), {
      offsets: ["I64", 3],
      tokens: ["I32", 6],
      promptLengths: ["I32", 2],
      advantages: ["F32", 2],
      samplerLogProbs: ["F32", 3],
      parts: ["I32", 2],
    });
    assertEquals(tensors.get("advantages")?.data, Float32Array.of(0.5, -2));
    assertEquals(tensors.get("samplerLogProbs")?.data, Float32Array.of(-0.25, -1, -0.125));
    assertEquals(tensors.get("parts")?.data, Int32Array.of(0, 3));
  } finally {
    Deno.removeSync(path);
  }
});

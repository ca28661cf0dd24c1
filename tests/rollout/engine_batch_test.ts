import { assertEquals, assertThrows } from "@std/assert";
import { EngineError, type GenerateBatch } from "../../lib/rollout/engine.ts";
import { packBatch, unpackOutputs } from "../../lib/rollout/engine_batch.ts";

const batch: GenerateBatch = {
  prompts: [Int32Array.of(1, 2, 3), Int32Array.of(4)],
  promptOf: Int32Array.of(1, 0, 1),
  uniforms: new Float32Array(6),
  steps: 2,
  temperature: 1,
};

Deno.test("packBatch() pads prompts on the right and samples everything unless tokens are forced", () => {
  const packed = packBatch(batch, 10);
  assertEquals([...packed.prompts], [1, 2, 3, 4, 0, 0]);
  assertEquals([...packed.lengths], [3, 1]);
  assertEquals([packed.rows, packed.steps, packed.promptCount, packed.width], [3, 2, 2, 3]);
  assertEquals([...packed.forced], Array(6).fill(-1));
});

Deno.test("packBatch() names what does not fit", () => {
  const reject = (changes: Partial<GenerateBatch>, message: string) =>
    assertThrows(() => packBatch({ ...batch, ...changes }, 10), EngineError, message);
  reject({ steps: 0 }, "0 tokens");
  reject({ temperature: 0 }, "temperature 0");
  reject({ temperature: NaN }, "temperature NaN");
  reject({ uniforms: new Float32Array(5) }, "5 uniforms for 3 rows of 2 steps, which take 6");
  reject({ uniforms: Float32Array.of(0, 0, 0, 1, 0, 0) }, "uniform 3 is 1, not in [0, 1)");
  reject({ forced: new Int32Array(7) }, "7 forced");
  reject({ forced: Int32Array.of(0, 0, 0, 0, -2, 0) }, "forced token 4 is -2");
  reject({ promptOf: Int32Array.of(0, 2, 0) }, "the prompt of row 1 is 2, not below 2");
  reject({ prompts: [Int32Array.of(1), new Int32Array(0)] }, "prompt 1 is empty");
  reject({ prompts: [Int32Array.of(1), Int32Array.of(3, 10)] }, "in prompt 1, token 1 is 10, not below 10");
});

Deno.test("unpackOutputs() ends each row with its first stop token", () => {
  const outputs = {
    firstToken: Int32Array.of(7, 5, 5),
    firstLogProb: Float32Array.of(-1, -2, -3),
    tokens: Int32Array.of(5, 9, 6, /**/ 5, 5, 8),
    logProbs: Float32Array.of(-4, -5, -6, /**/ -7, -8, -9),
  };
  assertEquals(unpackOutputs(outputs, 3, [9, 7]), {
    tokens: [Int32Array.of(7), Int32Array.of(5, 9), Int32Array.of(5, 6, 8)],
    logProbs: [Float32Array.of(-1), Float32Array.of(-2, -5), Float32Array.of(-3, -6, -9)],
    stopped: [true, true, false],
  });
});

import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { join } from "node:path";
import { tinyGemmaConfig, tinyGemmaParameters } from "../../lib/onnx/tiny_gemma.ts";
import { tinyQwenConfig, tinyQwenParameters } from "../../lib/onnx/tiny_qwen.ts";
import { fillUniforms } from "../../lib/random/uniform.ts";
import { readSafetensors } from "../../lib/safetensors/safetensors.ts";
import { runPython } from "../python.ts";
import { GEMMA_CASES } from "./gemma_cases.ts";
import { logitGap, openCase, scoring, using } from "./parity.ts";
import { makeReferences } from "./parity_cases.ts";
import { QWEN_CASES } from "./qwen_cases.ts";

const TOLERANCE = 1e-4;

const CASES = [...QWEN_CASES, ...GEMMA_CASES];

let folder = "";
let parameterCounts: ReadonlyMap<string, number>;

Deno.test.beforeAll(async () => {
  folder = await Deno.makeTempDir();
  parameterCounts = await makeReferences(folder, CASES);
});

Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

for (const test of CASES) {
  const { name } = test;

  Deno.test(`emitGeneration() matches transformers in prefill and every step: ${name}`, async () => {
    const expected = readSafetensors(join(folder, name, "expected.safetensors"));
    const open = openCase(folder, test, { withoutLora: true });
    const generation = await using(open, (session) => session.generate(scoring(test)));
    assertLess(logitGap(generation, expected, "plain", test), TOLERANCE);
  });

  Deno.test(`emitGeneration() matches peft before and after an adapter is set: ${name}`, async () => {
    const expected = readSafetensors(join(folder, name, "expected.safetensors"));
    await using(openCase(folder, test), async (session) => {
      const plain = await session.generate(scoring(test));
      assertLess(logitGap(plain, expected, "plain", test), TOLERANCE);
      session.setAdapter(join(folder, name, "adapter.safetensors"));
      const adapted = await session.generate(scoring(test));
      assertLess(logitGap(adapted, expected, "adapted", test), TOLERANCE);
      assert(logitGap(adapted, expected, "plain", test) > 0.01, "the adapter should change the logits");
      session.setAdapter(undefined);
      assertEquals((await session.generate(scoring(test))).logits, plain.logits);
    });
  });
}

// Operators that are chosen for a GPU have kernels for a CPU too, on which they are slow and can be compared.
for (const test of [...QWEN_CASES, ...GEMMA_CASES]) {
  Deno.test(`emitGeneration() matches peft by the operators that it chooses for a GPU: ${test.name}`, async () => {
    const expected = readSafetensors(join(folder, test.name, "expected.safetensors"));
    await using(openCase(folder, test, { emitFor: "cuda" }), async (session) => {
      session.setAdapter(join(folder, test.name, "adapter.safetensors"));
      assertLess(logitGap(await session.generate(scoring(test)), expected, "adapted", test), TOLERANCE);
    });
  });
}

for (const test of [QWEN_CASES[0]!, GEMMA_CASES[0]!]) {
  Deno.test(`emitGeneration() samples with the log-probabilities that a full forward pass gives at that temperature: ${test.name}`, async () => {
    const promptOf = Array.from({ length: 16 }, (_, row) => row % test.prompts.length);
    const steps = 24, temperature = 0.8;
    const uniforms = new Float32Array(promptOf.length * steps);
    fillUniforms(uniforms, 5, "sampling", [0, 0, 0, 0]);
    const batch = { ...scoring(test), promptOf: Int32Array.from(promptOf), uniforms, steps, temperature };
    const { forced: _, ...sampled } = batch;
    const { tokens, logProbs, stopped } = await using(openCase(folder, test, { stopTokens: [5, 300] }), (session) => {
      return session.generate(sampled);
    });
    assert(stopped.includes(false) || tokens.some(({ length }) => length > 8), "replies should be of some length");
    const rows = {
      prompts: promptOf.map((prompt) => test.prompts[prompt]),
      tokens: tokens.map((row) => [...row]),
      temperature,
    };
    const [path, out] = [join(folder, "rows.json"), join(folder, "scores.safetensors")];
    await Deno.writeTextFile(path, JSON.stringify(rows));
    await runPython(new URL("./reference.py", import.meta.url), "score", join(folder, test.name), path, out);
    const expected = readSafetensors(out);
    logProbs.forEach((row, i) => {
      const { data } = expected.get(`row.${i}`)!;
      assertEquals(row.length, data.length);
      row.forEach((logProb, step) => assertAlmostEquals(logProb, Number(data[step]), TOLERANCE));
    });
  });
}

Deno.test("tinyQwenParameters() and tinyGemmaParameters() count what transformers' models have", () => {
  assertEquals(tinyQwenParameters(tinyQwenConfig({ vocabulary: 768 })), parameterCounts.get("qwen tiny"));
  assertEquals(tinyGemmaParameters(tinyGemmaConfig({ vocabulary: 768 })), parameterCounts.get("gemma tiny"));
});

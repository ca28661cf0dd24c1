import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { join } from "node:path";
import type { GenerateBatch } from "../../lib/rollout/engine.ts";
import { type LoggedGeneration, openSession, type Session } from "../../lib/rollout/worker_session.ts";
import { readSafetensors, type Tensor } from "../../lib/safetensors/safetensors.ts";
import { tinyQwenConfig, tinyQwenParameters } from "../../lib/onnx/tiny_qwen.ts";
import { fillUniforms } from "../../lib/random/uniform.ts";
import { runPython } from "../python.ts";
import { makeReferences, PARITY_CASES, type ParityCase, STEPS } from "./parity_cases.ts";

const TOLERANCE = 1e-4;

let folder = "";
let parameterCounts: ReadonlyMap<string, number>;

Deno.test.beforeAll(async () => {
  folder = await Deno.makeTempDir();
  parameterCounts = await makeReferences(folder, PARITY_CASES);
});

Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

const open = ({ name, lora }: ParityCase, changes: { stopTokens?: number[]; withoutLora?: boolean } = {}) =>
  openSession({
    model: join(folder, name),
    device: "cpu",
    threads: 2,
    stopTokens: changes.stopTokens ?? [],
    logits: true,
    ...changes.withoutLora ? {} : { lora },
  });

/** The case's rows, all they say forced. */
function scoring({ prompts, rows }: ParityCase): GenerateBatch {
  return {
    prompts: prompts.map((tokens) => Int32Array.from(tokens)),
    promptOf: Int32Array.from(rows, ({ prompt }) => prompt),
    uniforms: new Float32Array(rows.length * STEPS),
    forced: Int32Array.from(rows.flatMap(({ said }) => said)),
    steps: STEPS,
    temperature: 1,
  };
}

/** A row's logits at a step, [V]. */
function logitsAt({ logits }: LoggedGeneration, row: number, step: number, rows: number, vocabulary: number) {
  const [from, at] = step === 0 ? [logits!.first, row] : [logits!.later, (step - 1) * rows + row];
  return from.subarray(at * vocabulary, (at + 1) * vocabulary);
}

/** Greatest difference to transformers' logits, over rows, steps and tokens. */
function gap(
  generation: LoggedGeneration,
  expected: ReadonlyMap<string, Tensor>,
  kind: string,
  test: ParityCase,
): number {
  const { prompts, rows, config: { vocab_size: vocabulary } } = test;
  let greatest = 0;
  rows.forEach(({ prompt }, row) => {
    const { data } = expected.get(`${kind}.${row}`)!;
    for (let step = 0; step < STEPS; step++) {
      const ours = logitsAt(generation, row, step, rows.length, vocabulary);
      const position = prompts[prompt]!.length - 1 + step;
      ours.forEach((logit, token) => {
        const difference = Math.abs(logit - Number(data[position * vocabulary + token]));
        greatest = difference <= greatest ? greatest : difference; // NaN is kept
      });
    }
  });
  return greatest;
}

async function using<T>(session: Promise<Session>, use: (session: Session) => Promise<T>): Promise<T> {
  const opened = await session;
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}

for (const test of PARITY_CASES) {
  const { name } = test;

  Deno.test(`emitGeneration() matches transformers in prefill and every step: ${name}`, async () => {
    const expected = readSafetensors(join(folder, name, "expected.safetensors"));
    const generation = await using(open(test, { withoutLora: true }), (session) => session.generate(scoring(test)));
    assertLess(gap(generation, expected, "plain", test), TOLERANCE);
  });

  Deno.test(`emitGeneration() matches peft before and after an adapter is set: ${name}`, async () => {
    const expected = readSafetensors(join(folder, name, "expected.safetensors"));
    await using(open(test), async (session) => {
      const plain = await session.generate(scoring(test));
      assertLess(gap(plain, expected, "plain", test), TOLERANCE);
      session.setAdapter(join(folder, name, "adapter.safetensors"));
      const adapted = await session.generate(scoring(test));
      assertLess(gap(adapted, expected, "adapted", test), TOLERANCE);
      assert(gap(adapted, expected, "plain", test) > 0.01, "the adapter should change the logits");
      session.setAdapter(undefined);
      assertEquals((await session.generate(scoring(test))).logits, plain.logits);
    });
  });
}

Deno.test("emitGeneration() samples with the log-probabilities that a full forward pass gives at that temperature", async () => {
  const test = PARITY_CASES[0]!;
  const promptOf = Array.from({ length: 16 }, (_, row) => row % test.prompts.length);
  const steps = 24, temperature = 0.8;
  const uniforms = new Float32Array(promptOf.length * steps);
  fillUniforms(uniforms, 5, "sampling", [0, 0, 0, 0]);
  const batch = { ...scoring(test), promptOf: Int32Array.from(promptOf), uniforms, steps, temperature };
  const { forced: _, ...sampled } = batch;
  const { tokens, logProbs, stopped } = await using(open(test, { stopTokens: [5, 300] }), (session) => {
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

Deno.test("tinyQwenParameters() counts what transformers' model has", () => {
  assertEquals(tinyQwenParameters(tinyQwenConfig({ vocabulary: 768 })), parameterCounts.get("tiny"));
});

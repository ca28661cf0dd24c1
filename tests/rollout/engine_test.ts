import { assert, assertAlmostEquals, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { CPU } from "../../lib/cuda/device.ts";
import { fillUniforms } from "../../lib/random/uniform.ts";
import {
  type Engine,
  EngineError,
  type EngineOptions,
  type GenerateBatch,
  openEngine,
} from "../../lib/rollout/engine.ts";
import { readSafetensors, type Tensor, writeSafetensors } from "../../lib/safetensors/safetensors.ts";
import { randomTensors, SMALL, writeRandomModel } from "../onnx/random_model.ts";

const STOP = 17;

let folder = "";
let model = "";

Deno.test.beforeAll(async () => {
  folder = await Deno.realPath(await Deno.makeTempDir());
  model = join(folder, "model");
  await writeRandomModel(model);
});

Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

/** Opens an engine for the time of `use`. */
async function withEngine<T>(changes: Partial<EngineOptions>, use: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine({ model, device: CPU, threads: 2, stopTokens: [STOP], ...changes });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

const prompt = (length: number, seed: number) =>
  Int32Array.from({ length }, (_, i) => (seed * 29 + i * i * 5 + i) % SMALL.vocab_size);

const PROMPTS = [prompt(11, 1), prompt(2, 2), prompt(70, 3)];

/** A batch of sampled replies, one for each entry of `promptOf`. */
function sampling(promptOf: readonly number[], steps = 12, prompts = PROMPTS): GenerateBatch {
  const uniforms = new Float32Array(promptOf.length * steps);
  fillUniforms(uniforms, 3, "sampling", [0, 0, 0, 0]);
  return { prompts, promptOf: Int32Array.from(promptOf), uniforms, steps, temperature: 1.1 };
}

/** The row of a batch as a batch of its own. */
function alone(batch: GenerateBatch, row: number): GenerateBatch {
  const { steps, promptOf, prompts, uniforms } = batch;
  return {
    ...batch,
    prompts: [prompts[promptOf[row]!]!],
    promptOf: Int32Array.of(0),
    uniforms: uniforms.slice(row * steps, (row + 1) * steps),
  };
}

const assertClose = (actual: Float32Array, expected: Float32Array) => {
  assertEquals(actual.length, expected.length);
  actual.forEach((value, i) => assertAlmostEquals(value, expected[i]!, 1e-4));
};

Deno.test("generate() gives the same batch the same tokens and log-probabilities to the bit", () =>
  withEngine({}, async (engine) => {
    const batch = sampling([0, 1, 2, 0, 0, 1]);
    const { seconds: _, ...first } = await engine.generate(batch);
    const { seconds: __, ...again } = await engine.generate(batch);
    assertEquals(again, first);
    const other = await withEngine({}, (fresh) => fresh.generate(batch));
    assertEquals(other.tokens, first.tokens);
    assertEquals(other.logProbs, first.logProbs);
  }));

Deno.test("generate() gives a row alone what it gives it in a batch, whoever shares its prompt", () =>
  withEngine({}, async (engine) => {
    const batch = sampling([2, 0, 0, 1, 0]);
    const together = await engine.generate(batch);
    const copies = await engine.generate({
      ...batch,
      prompts: [...batch.promptOf].map((shared) => PROMPTS[shared]!),
      promptOf: Int32Array.of(0, 1, 2, 3, 4),
    });
    for (const row of batch.promptOf.keys()) {
      const single = await engine.generate(alone(batch, row));
      assertEquals(single.tokens[0], together.tokens[row]);
      assertClose(single.logProbs[0]!, together.logProbs[row]!);
      assertEquals(copies.tokens[row], together.tokens[row]);
      assertClose(copies.logProbs[row]!, together.logProbs[row]!);
    }
  }));

Deno.test("generate() scores a reply, forced, as it scored it when it sampled it", () =>
  withEngine({}, async (engine) => {
    const batch = sampling([0, 1, 2, 1]);
    const { tokens, logProbs } = await engine.generate(batch);
    const forced = new Int32Array(batch.uniforms.length).fill(-1);
    tokens.forEach((row, i) => forced.set(row, i * batch.steps));
    const scored = await engine.generate({ ...batch, uniforms: new Float32Array(forced.length), forced });
    tokens.forEach((row, i) => {
      assertEquals(scored.tokens[i]!.subarray(0, row.length), row);
      assertClose(scored.logProbs[i]!.subarray(0, row.length), logProbs[i]!);
    });
  }));

Deno.test("generate() ends a row at any stop token, and the batch when all have ended", async () => {
  const batch = sampling([0, 1, 2, 0, 1, 2, 0, 1], 40);
  const free = await withEngine({ stopTokens: [] }, (engine) => engine.generate(batch));
  assert(free.tokens.every(({ length }) => length === 40) && !free.stopped.includes(true));
  const stops = [free.tokens[0]![3]!, free.tokens[1]![7]!];
  const cut = await withEngine({ stopTokens: stops }, (engine) => engine.generate(batch));
  free.tokens.forEach((row, i) => {
    const at = row.findIndex((token) => stops.includes(token));
    assertEquals(cut.tokens[i], at < 0 ? row : row.slice(0, at + 1));
    assertEquals(cut.logProbs[i]!.length, cut.tokens[i]!.length);
    assertEquals(cut.stopped[i], at >= 0);
  });
  const forced = new Int32Array(8 * 40).fill(stops[0]!);
  const atOnce = await withEngine({ stopTokens: stops }, (engine) => engine.generate({ ...batch, forced }));
  assertEquals(atOnce.tokens, Array(8).fill(Int32Array.of(stops[0]!)));
});

Deno.test("generate() takes single steps, no rows, and batches of changing size", () =>
  withEngine({}, async (engine) => {
    const { tokens } = await engine.generate(sampling([1, 1, 0], 1));
    assertEquals(tokens.map(({ length }) => length), [1, 1, 1]);
    assertEquals((await engine.generate(sampling([], 5))).tokens, []);
    const both = await Promise.all([engine.generate(sampling([0])), engine.generate(sampling([2, 1]))]);
    assertEquals(both.map(({ tokens }) => tokens.length), [1, 2]);
  }));

Deno.test("setAdapter() changes the policy until the adapter is taken away, and zeros change nothing", async () => {
  const batch = sampling([0, 1, 2]);
  const plain = await withEngine({}, (engine) => engine.generate(batch));
  const lora = { rank: 2, alpha: 4, targets: "paper" } as const;
  const module = "base_model.model.model.layers.1.self_attn";
  const matrices = new Map<string, number[]>();
  for (const [name, outputs, inputs] of [["q", 128, 32], ["k", 32, 32], ["v", 32, 32], ["o", 32, 64]] as const) {
    matrices.set(`${module}.${name}_proj.lora_A.weight`, [2, inputs]);
    matrices.set(`${module}.${name}_proj.lora_B.weight`, [outputs, 2]);
  }
  const adapter = join(folder, "adapter.safetensors");
  writeSafetensors(adapter, randomTensors(matrices));
  await withEngine({ lora }, async (engine) => {
    const zero = await engine.generate(batch);
    assertEquals(zero.tokens, plain.tokens);
    zero.logProbs.forEach((row, i) => assertClose(row, plain.logProbs[i]!));
    await engine.setAdapter(adapter);
    assertNotEquals((await engine.generate(batch)).logProbs, plain.logProbs);
    const adapted = await engine.generate(batch);
    await engine.setAdapter(undefined);
    assertEquals((await engine.generate(batch)).logProbs, zero.logProbs);
    // Another name stands beside the current adapter.
    await engine.setAdapter(adapter, "earlier");
    assertEquals((await engine.generate({ ...batch, adapter: "earlier" })).logProbs, adapted.logProbs);
    assertEquals((await engine.generate(batch)).logProbs, zero.logProbs);
    await assertRejects(() => engine.generate({ ...batch, adapter: "later" }), EngineError, '"later"');
    await assertRejects(() => engine.setAdapter(join(folder, "none")), EngineError);
    assertEquals((await engine.generate(batch)).logProbs, zero.logProbs);
  });
  await withEngine({}, (engine) => assertRejects(() => engine.setAdapter(adapter), EngineError, "opened without lora"));
});

Deno.test("openEngine() opens a hub cache: links to blobs, several shards in one read-only folder", async () => {
  const cache = join(folder, "hub"), blobs = join(cache, "blobs"), snapshot = join(cache, "snapshots", "main");
  await Deno.mkdir(blobs, { recursive: true });
  await Deno.mkdir(snapshot, { recursive: true });
  const link = async (name: string, blob: string) => {
    await Deno.chmod(join(blobs, blob), 0o444);
    await Deno.symlink(`../../blobs/${blob}`, join(snapshot, name));
  };
  const tensors = [...readSafetensors(join(model, "model.safetensors"))];
  const shards: [string, Tensor][][] = [tensors.filter((_, i) => i % 2 === 0), tensors.filter((_, i) => i % 2 === 1)];
  const map: Record<string, string> = {};
  for (const [i, shard] of shards.entries()) {
    const file = `model-0000${i + 1}-of-00002.safetensors`;
    writeSafetensors(join(blobs, `b10b${i}`), new Map(shard));
    await link(file, `b10b${i}`);
    for (const [name] of shard) map[name] = file;
  }
  await Deno.writeTextFile(join(blobs, "c0"), JSON.stringify({ weight_map: map }));
  await link("model.safetensors.index.json", "c0");
  await Deno.copyFile(join(model, "config.json"), join(blobs, "c1"));
  await link("config.json", "c1");
  await Deno.chmod(blobs, 0o555);
  const before = [...Deno.readDirSync(blobs)].length;
  const batch = sampling([0, 1, 2]);
  const plain = await withEngine({}, (engine) => engine.generate(batch));
  const pair = await Promise.all([1, 2].map(() => withEngine({ model: snapshot }, (engine) => engine.generate(batch))));
  for (const { tokens, logProbs } of pair) assertEquals([tokens, logProbs], [plain.tokens, plain.logProbs]);
  assertEquals([...Deno.readDirSync(blobs)].length, before);
  await Deno.chmod(blobs, 0o755);
});

Deno.test("openEngine() computes in float32 with weights stored in bfloat16", async () => {
  const tensors = [...readSafetensors(join(model, "model.safetensors"))];
  const [wide, narrow] = [join(folder, "float32"), join(folder, "bfloat16")];
  await writeRandomModel(wide);
  await writeRandomModel(narrow);
  const halves = tensors.map(([name, { shape, data }]): [string, Tensor] => {
    const bits = new Uint32Array(Float32Array.from(Array.from(data, Number)).buffer);
    return [name, { dtype: "BF16", shape, data: Uint16Array.from(bits, (word) => word >>> 16) }];
  });
  const widened = halves.map(([name, { shape, data }]): [string, Tensor] => {
    const bits = Uint32Array.from(Array.from(data, Number), (half) => half << 16);
    return [name, { dtype: "F32", shape, data: new Float32Array(bits.buffer) }];
  });
  writeSafetensors(join(narrow, "model.safetensors"), new Map(halves));
  writeSafetensors(join(wide, "model.safetensors"), new Map(widened));
  const batch = sampling([0, 1, 2]);
  const expected = await withEngine({ model: wide }, (engine) => engine.generate(batch));
  const actual = await withEngine({ model: narrow }, (engine) => engine.generate(batch));
  assertEquals([actual.tokens, actual.logProbs], [expected.tokens, expected.logProbs]);
});

Deno.test("openEngine() fails with one sentence where the model or the device can't be used", async () => {
  const reject = async (changes: Partial<EngineOptions>, message: string) => {
    const error = await assertRejects(() => withEngine(changes, () => Promise.resolve()), EngineError, message);
    assert(!error.message.includes("\n"), error.message);
  };
  await reject({ model: join(folder, "none") }, "it has no config.json");
  await reject({ stopTokens: [96] }, "Cannot stop at token 96");
  await writeRandomModel(join(folder, "other"), { ...SMALL, vocab_size: 95 });
  await Deno.copyFile(join(model, "config.json"), join(folder, "other", "config.json"));
  await reject({ model: join(folder, "other") }, "has shape [95,32] where its config asks for [96,32]");
});

Deno.test("close() fails what is asked afterwards, and is itself harmless twice", async () => {
  const engine = await openEngine({ model, device: CPU, threads: 1, stopTokens: [STOP] });
  await engine.close();
  await engine.close();
  await assertRejects(() => engine.generate(sampling([0])), EngineError, "is closed");
});

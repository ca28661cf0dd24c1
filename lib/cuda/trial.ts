import { join } from "node:path";
import type { Precision } from "../onnx/graph.ts";
import { type ConfigJson, writeRandomModel } from "../onnx/random_model.ts";
import { tinyGemmaConfig } from "../onnx/tiny_gemma.ts";
import { tinyQwenConfig } from "../onnx/tiny_qwen.ts";
import { fillUniforms } from "../random/uniform.ts";
import type { GenerateBatch } from "../rollout/engine.ts";
import { type ProfiledNode, readProfile } from "../rollout/profile.ts";
import { openSession } from "../rollout/worker_session.ts";
import { CPU, type Device } from "./device.ts";

/** Nodes of one operator that didn't run on the device, or that moved data between it and the processor. */
export interface Elsewhere {
  readonly operator: string;
  readonly nodes: number;
  /** Those of them that every new token runs again. */
  readonly eachStep: number;
}

/** What a small model showed on a device. */
export interface Trial {
  readonly model: string;
  readonly precision: Precision;
  /** Nodes that ran in all. */
  readonly nodes: number;
  readonly elsewhere: readonly Elsewhere[];
  /** The largest difference of a token's log-prob from the processor's in float32, in nats. */
  readonly gap: number;
}

/** Heads are as wide as in the models themselves, which is what kernels ask about; everything else is small. */
const MODELS: Readonly<Record<string, ConfigJson>> = {
  "Qwen 3.5": {
    ...tinyQwenConfig({ vocabulary: 4096, hidden: 512, headDim: 256, linearHeads: 4, linearHeadDim: 128 }),
    linear_num_key_heads: 2,
  },
  "Gemma 4": {
    ...tinyGemmaConfig({
      vocabulary: 4096,
      hidden: 512,
      layers: 6,
      globalInterval: 3,
      headDim: 256,
      globalHeadDim: 512,
    }),
  },
};

const PROMPTS = [48, 7, 130];
const ROWS = 6;
const STEPS = 24;

/** Rows that share prompts of unequal length, each with a reply that is given, so that devices score the same. */
function batchOf(vocabulary: number): GenerateBatch {
  const token = (place: number) => (place * place * 7 + place * 13 + 5) % vocabulary;
  const uniforms = new Float32Array(ROWS * STEPS);
  fillUniforms(uniforms, 0, "simulation", [0, 0, 0, 0]);
  return {
    prompts: PROMPTS.map((length) => Int32Array.from({ length }, (_, place) => token(place + length))),
    promptOf: Int32Array.from({ length: ROWS }, (_, row) => row % PROMPTS.length),
    uniforms,
    forced: Int32Array.from({ length: ROWS * STEPS }, (_, place) => token(place + 1000)),
    steps: STEPS,
    temperature: 0.8,
  };
}

const PROVIDERS = { cpu: "CPUExecutionProvider", cuda: "CUDAExecutionProvider" } as const;

/** What didn't stay on the device, by operator. */
export function elsewhereOf(nodes: readonly ProfiledNode[], { kind }: Pick<Device, "kind">): Elsewhere[] {
  const away = nodes.filter(({ operator, provider }) => provider !== PROVIDERS[kind] || operator.startsWith("Memcpy"));
  return [...Map.groupBy(away, ({ operator }) => operator)].map(([operator, of]) => ({
    operator,
    nodes: of.length,
    eachStep: of.filter(({ runs }) => runs > 1).length,
  }));
}

/** The profile that a session wrote, whose name ends with the time. */
function profileIn(folder: string): ProfiledNode[] {
  const { name } = [...Deno.readDirSync(folder)].find(({ name }) => name.startsWith("profile"))!;
  return readProfile(Deno.readTextFileSync(join(folder, name)));
}

async function tryModel(model: string, device: Device, precision: Precision, folder: string): Promise<Trial> {
  const config = MODELS[model]!;
  writeRandomModel(folder, config, "bfloat16");
  const batch = batchOf(4096);
  const score = async (on: Device, profile?: string) => {
    const profiled = profile === undefined ? {} : { profile };
    const session = await openSession({ model: folder, device: on, precision, stopTokens: [], ...profiled });
    const { logProbs } = await session.generate(batch);
    await session.close();
    return logProbs;
  };
  const [expected, found] = [await score(CPU), await score(device, join(folder, "profile"))];
  const gaps = found.flatMap((row, r) => [...row].map((value, t) => Math.abs(value - expected[r]![t]!)));
  const nodes = profileIn(folder);
  return {
    model,
    precision,
    nodes: nodes.length,
    elsewhere: elsewhereOf(nodes, device),
    gap: gaps.some(Number.isNaN) ? NaN : Math.max(...gaps),
  };
}

/** Plays a rollout of a small model of each architecture on a device, and compares it with the processor's. */
export async function tryRollouts(device: Device, precision: Precision): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const model of Object.keys(MODELS)) {
    const folder = Deno.makeTempDirSync({ prefix: "sepo-trial-" });
    try {
      trials.push(await tryModel(model, device, precision, folder));
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  }
  return trials;
}

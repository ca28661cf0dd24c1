import { join } from "node:path";
import type { Json } from "../json/json.ts";
import { fillUniforms } from "../random/uniform.ts";
import { type Tensor, writeSafetensors } from "../safetensors/safetensors.ts";
import { parseModelConfig } from "./config.ts";
import { emitGeneration } from "./generation.ts";
import { PlannedWeights, type WeightType } from "./planned_weights.ts";

/** A `config.json`, as transformers has it. */
export type ConfigJson = Readonly<Record<string, Json>>;

const WEIGHTS = "model.safetensors";

/**
 * The tensors that a model of this config reads, each with a place in one file.
 *
 * @throws {ModelError} If the config can't be emitted.
 */
export function plannedWeights(config: ConfigJson, type: WeightType, folder = ""): PlannedWeights {
  const weights = new PlannedWeights(folder, WEIGHTS, type);
  emitGeneration(parseModelConfig(config, "config.json"), weights, { stopTokens: [] });
  return weights;
}

/** The nearest bfloat16's bits; of two that are as near, the even one. */
function toBfloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, (word) => (word + 0x7fff + ((word >>> 16) & 1)) >>> 16);
}

/** Elements of a matrix with variance 1 over its width, and of a vector around 1, as trained ones roughly are. */
function randomElements(shape: readonly number[], seed: number, place: number): Float32Array {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  fillUniforms(values, seed, "data", [place, 0, 0, 0]);
  const width = Math.sqrt(3 / shape.at(-1)!);
  return values.map((uniform) => shape.length === 1 ? 0.5 + uniform : (2 * uniform - 1) * width);
}

/**
 * Writes a folder with a small model of random weights, the same for the same seed: config.json and model.safetensors.
 *
 * @param type What weights are stored in.
 */
export function writeRandomModel(folder: string, config: ConfigJson, type: "float32" | "bfloat16", seed = 0): void {
  Deno.mkdirSync(folder, { recursive: true });
  Deno.writeTextFileSync(join(folder, "config.json"), JSON.stringify(config));
  const { tensors } = plannedWeights(config, type, folder);
  const filled = [...tensors].map(([name, { shape }], place): [string, Tensor] => {
    const values = randomElements(shape, seed, place);
    return [
      name,
      type === "float32" ? { dtype: "F32", shape, data: values } : { dtype: "BF16", shape, data: toBfloat16(values) },
    ];
  });
  writeSafetensors(join(folder, WEIGHTS), new Map(filled));
}

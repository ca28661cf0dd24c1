import { rowState } from "../memory/row_state.ts";
import { type ConfigJson, plannedWeights } from "../onnx/random_model.ts";
import { parseModelConfig } from "../onnx/config.ts";

/** A step of generation: one new token for each row. */
export interface DecodeStep {
  readonly rows: number;
  /** Tokens of the distinct prompts. */
  readonly promptTokens: number;
  /** Tokens that each row has made before, on average. */
  readonly made: number;
}

/** Tables of which a step reads a few rows alone: embeddings by layer, and those of a head of its own. */
const PER_LAYER = "embed_tokens_per_layer";
const EMBEDDINGS = "embed_tokens.weight";
const HEAD = "lm_head.weight";

/** Elements of the weights that every step reads, all but lookup tables. */
export function readParameters(config: ConfigJson): number {
  const tensors = [...plannedWeights(config, "float32").tensors];
  const hasHead = tensors.some(([name]) => name.endsWith(HEAD));
  return tensors
    .filter(([name]) => !name.includes(PER_LAYER) && !(hasHead && name.endsWith(EMBEDDINGS)))
    .reduce((sum, [, { shape }]) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

/**
 * Bytes that a step of generation moves at least, as any engine would: the weights, each read once; each row's recurrent
 * state and convolutions' last inputs, read and written; the keys and values of the distinct prompts and of what rows have
 * made, read once; and the new ones, written. Activations stay in caches.
 *
 * @param elementBytes Of weights, keys and values; recurrent states are float32.
 */
export function decodeBytes(
  config: ConfigJson,
  elementBytes: number,
  { rows, promptTokens, made }: DecodeStep,
): number {
  const { recurrent, constant, perToken } = rowState(parseModelConfig(config, "config.json"));
  const states = 2 * rows * (4 * recurrent + elementBytes * constant);
  const caches = elementBytes * perToken * (promptTokens + rows * made + rows);
  return elementBytes * readParameters(config) + states + caches;
}

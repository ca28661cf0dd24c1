import type { ModelConfig } from "../onnx/config.ts";
import type { BatchSizes } from "./batch_sizes.ts";
import { rowState } from "./row_state.ts";

/** A model and what is done with it, as far as memory asks. */
export interface MemoryQuestion {
  readonly config: ModelConfig;
  readonly device: "cpu" | "cuda";
  /** Elements of the model's weights, and of the adapter that SEPO trains. */
  readonly parameters: number;
  readonly adapterParameters: number;
  /** Bytes of a weight, which is also the type of activations and caches. */
  readonly elementBytes: 2 | 4;
  /** Most new tokens of a reply. */
  readonly newTokens: number;
  /** Whether activations are computed again in the backward pass. */
  readonly gradientCheckpointing: boolean;
}

/** Something that takes memory of the device, in bytes. */
export interface MemoryPart {
  readonly name: string;
  readonly bytes: number;
}

const FLOAT = 4;

/** AdamW in float32: the weight, its gradient and two moments. */
const TRAINED_FLOATS = 4;

/**
 * Copies of what a loop carries, at its peak: what it begins with, which lives as long as the loop, what a step is given, what
 * it makes, and what the loop returns. Seen in ONNX Runtime's memory at a batch of 64.
 */
const LOOP_COPIES = 4;

/** Bytes that ONNX Runtime's arena on a GPU grows by once it is large: up to so many are taken and not used. */
const ARENA_STEP = 2 ** 30;

/** Passes over the logits of a batch that are in memory at once, in sampling: logits, exponentials, sums, chosen. */
const LOGIT_COPIES = 4;

/** Logits that the trainer has in memory at a time: see `CHUNK_ELEMENTS` in gpu/logprobs.py; its backward pass takes three times that. */
const LOGIT_CHUNK = 3 * FLOAT * 2 ** 25;

/** Activations that are in memory at once while prompts go through a layer, in widths of its widest part. */
const LAYER_WIDTHS = 8;

/** The same while a gradient step goes through it and back. Qwen's linear attention is in float32. */
const STEP_WIDTHS = { qwen3_5: 13, gemma4: 8 } as const satisfies Record<ModelConfig["architecture"], number>;

/** What two processes take on a GPU before there is a model: contexts, kernels and workspaces; and on a processor. */
const RUNTIMES = { cuda: 1.4e9, cpu: 1.5e9 } as const;

const layersOf = (config: ModelConfig) =>
  config.architecture === "qwen3_5" ? config.layerTypes.length : config.layers.length;

/** The widest that a token is inside a layer: the feed-forward block's gate and value, or the projections of attention. */
function widest(config: ModelConfig): number {
  if (config.architecture === "gemma4") return 2 * Math.max(...config.layers.map(({ intermediate }) => intermediate));
  const { linearKeyHeads, linearKeyDim, linearValueHeads, linearValueDim, intermediate } = config;
  return Math.max(2 * intermediate, 2 * linearKeyHeads * linearKeyDim + 3 * linearValueHeads * linearValueDim);
}

/** Attention's scores of prompts, where they are held whole: Gemma's masks ask for it. */
function scoreBytes({ config, elementBytes }: MemoryQuestion, promptTokens: number): number {
  if (config.architecture !== "gemma4") return 0;
  const length = 512; // of a prompt, at most: scores are quadratic in it
  return 3 * config.heads * promptTokens * length * elementBytes;
}

/** What the rollout engine takes beside weights, for a batch. */
export function rolloutBytes(question: MemoryQuestion, { rows, promptTokens }: BatchSizes): number {
  const { config, elementBytes, newTokens, device } = question;
  const { recurrent, constant, perToken } = rowState(config);
  const row = recurrent * FLOAT + (constant + perToken * newTokens) * elementBytes;
  const prompts = promptTokens * perToken * elementBytes * 2; // as they are computed, and by group
  const layer = promptTokens * widest(config) * LAYER_WIDTHS * elementBytes / 2 + scoreBytes(question, promptTokens);
  const logits = rows * config.vocabulary * FLOAT * LOGIT_COPIES;
  return rows * row * LOOP_COPIES + prompts + layer + logits + (device === "cuda" ? ARENA_STEP : 0);
}

/** What a gradient step takes beside weights, for so many tokens at a time. */
export function stepBytes(question: MemoryQuestion, { trainTokens }: BatchSizes): number {
  const { config, elementBytes, gradientCheckpointing } = question;
  const layers = layersOf(config);
  // Of each layer its input, and of one of them everything; without checkpointing, of all.
  const layer = trainTokens * widest(config) * STEP_WIDTHS[config.architecture] * elementBytes;
  const inputs = trainTokens * config.hidden * layers * elementBytes;
  return (gradientCheckpointing ? inputs + layer : layers * layer) + LOGIT_CHUNK;
}

/** What SEPO takes of a device: the trainer and the rollout engine share it, and each keeps what it once took. */
export function memoryPlan(question: MemoryQuestion, sizes: BatchSizes): MemoryPart[] {
  const { parameters, adapterParameters, elementBytes, device } = question;
  const weights = parameters * elementBytes;
  return [
    { name: "weights of the trainer", bytes: weights },
    { name: "weights of the rollout engine", bytes: weights },
    {
      name: "adapter, its gradient and moments",
      bytes: adapterParameters * (TRAINED_FLOATS * FLOAT + FLOAT + elementBytes), // and what rollouts are given of it
    },
    { name: "rollouts: states, caches, prompts, logits", bytes: rolloutBytes(question, sizes) },
    { name: "a gradient step: activations, logits", bytes: stepBytes(question, sizes) },
    { name: "the processes' own", bytes: RUNTIMES[device] },
  ];
}

/** All parts together, in bytes. */
export function totalBytes(parts: readonly MemoryPart[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

import { join } from "node:path";
import { type Example, packExamples, type Sequences } from "../../lib/trainer/batch.ts";
import type { LossSettings, PolicySettings, SftSettings, Trainer } from "../../lib/trainer/client.ts";

/** Tokens of the test model's vocabulary. */
export const VOCABULARY = 300;

/** Qwen 3.5's architecture, as small as it gets: three layers of linear attention, then one of full attention. */
const CONFIG = {
  model_type: "qwen3_5_text",
  vocab_size: VOCABULARY,
  hidden_size: 24,
  intermediate_size: 32,
  num_hidden_layers: 4,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  head_dim: 16,
  linear_key_head_dim: 8,
  linear_value_head_dim: 8,
  linear_num_key_heads: 2,
  linear_num_value_heads: 4,
  tie_word_embeddings: true,
};

/** Makes a model with a tokenizer and returns its folder, in `folder`. */
export async function makeModel(trainer: Trainer, folder: string): Promise<string> {
  const model = join(folder, "model");
  const textFile = join(folder, "text.jsonl");
  const lines = ["You hold the King.\nBET", "It's 3 chips — don't call!\n\nFOLD"];
  Deno.writeTextFileSync(textFile, lines.map((line) => JSON.stringify(line) + "\n").join(""));
  await trainer.trainTokenizer({ textFile, vocabularySize: VOCABULARY, folder: model });
  await trainer.initModel({ config: CONFIG, seed: 1, precision: "float32", folder: model });
  return model;
}

/** Examples over the vocabulary: `count` replies to three prompts. */
export function makeExamples(count: number): Example[] {
  return Array.from({ length: count }, (_, at) => ({
    prompt: Array.from({ length: 8 + at % 3 }, (_, token) => 3 + (token * 7 + at % 3) % (VOCABULARY - 3)),
    reply: [3 + at % 11, 20 + at % 5, 2].slice(at % 2),
  }));
}

/** The same, packed. */
export function makeSequences(count: number): Sequences {
  return packExamples(makeExamples(count));
}

/** Settings of a short fine-tuning. */
export function sftSettings(model: string, folder: string): SftSettings {
  return {
    model,
    folder,
    weights: "all",
    learningRate: 3e-3,
    weightDecay: 0,
    maxGradNorm: 1,
    precision: "float32",
    gradientCheckpointing: false,
    schedule: "cosine",
    warmup: 0.1,
    epochs: 2,
    batchSize: 8,
    accumulation: 1,
    maxLength: 64,
    seed: 1,
  };
}

/** Settings of a policy on the model. */
export function policySettings(model: string): PolicySettings {
  return {
    model,
    lora: { rank: 4, alpha: 8, targets: "allLinear", dropout: 0, seed: 1 },
    learningRate: 1e-2,
    weightDecay: 0,
    maxGradNorm: 1,
    precision: "float32",
    gradientCheckpointing: false,
  };
}

/** The paper's clip, KL weight and temperature. */
export const LOSS: LossSettings = { epsilon: 0.2, beta: 0.1, normalizer: 12, temperature: 0.8 };

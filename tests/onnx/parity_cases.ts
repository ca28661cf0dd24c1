import { join } from "node:path";
import { type LoraSpec } from "../../lib/onnx/lora.ts";
import { type TinyQwenConfig, tinyQwenConfig } from "../../lib/onnx/tiny_qwen.ts";
import { runPython } from "../python.ts";

/** A model to compare with transformers, and what it is asked. */
export interface ParityCase {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>> & { readonly vocab_size: number };
  readonly layout: "text" | "multimodal" | "sharded";
  readonly lora: LoraSpec;
  readonly prompts: readonly (readonly number[])[];
  /** Rows: which prompt, and what is said after it. All continuations are of one length. */
  readonly rows: readonly { readonly prompt: number; readonly said: readonly number[] }[];
}

const PAPER = ["q_proj", "k_proj", "v_proj", "o_proj"];
const MODULES = {
  paper: PAPER,
  allLinear: [...PAPER, "in_proj_qkv", "in_proj_z", "in_proj_b", "in_proj_a", "out_proj"],
};

/** Steps that each row says. */
export const STEPS = 6;

/** A fixed sequence of tokens without a short period. */
const tokens = (length: number, seed: number, vocabulary: number) =>
  Array.from({ length }, (_, i) => (seed * 31 + i * i * 7 + i * 13 + seed * i) % vocabulary);

/**
 * Prompts of unequal length, some below the convolution's kernel, some beyond the reference's chunk of 64, and rows that
 * share a prompt.
 */
function asked(vocabulary: number): Pick<ParityCase, "prompts" | "rows"> {
  const prompts = [9, 1, 2, 70, 131].map((length, seed) => tokens(length, seed + 1, vocabulary));
  const rows = [3, 0, 1, 4, 2, 0].map((prompt, row) => ({ prompt, said: tokens(STEPS, row + 20, vocabulary) }));
  return { prompts, rows };
}

function parityCase(
  name: string,
  config: TinyQwenConfig,
  changes: Record<string, unknown>,
  layout: ParityCase["layout"],
  lora: LoraSpec,
): ParityCase {
  return { name, config: { ...config, ...changes }, layout, lora, ...asked(config.vocab_size) };
}

const rope = (partial_rotary_factor: number, rope_theta = 10_000) => ({
  rope_parameters: { rope_type: "default", rope_theta, partial_rotary_factor },
});

/** Full and linear layers in every order, odd and unequal head counts, kernels, rotary widths, checkpoint layouts. */
export const PARITY_CASES: readonly ParityCase[] = [
  parityCase("tiny", tinyQwenConfig({ vocabulary: 768 }), {}, "text", { rank: 4, alpha: 8, targets: "allLinear" }),
  parityCase(
    "odd",
    tinyQwenConfig({ vocabulary: 97, hidden: 40, layers: 5, heads: 5, kvHeads: 1, headDim: 8 }),
    {
      ...rope(0.5, 1_000_000),
      layer_types: ["full_attention", "linear_attention", "linear_attention", "full_attention", "linear_attention"],
      linear_num_key_heads: 2,
      linear_num_value_heads: 6,
      linear_key_head_dim: 16,
      linear_value_head_dim: 8,
      tie_word_embeddings: false,
      attention_bias: true,
      rms_norm_eps: 1e-5,
    },
    "text",
    { rank: 3, alpha: 5, targets: "paper" },
  ),
  parityCase(
    "full",
    tinyQwenConfig({
      vocabulary: 131,
      hidden: 48,
      layers: 2,
      heads: 6,
      kvHeads: 3,
      headDim: 16,
      fullAttentionInterval: 1,
    }),
    rope(0.25),
    "sharded",
    { rank: 2, alpha: 16, targets: "paper" },
  ),
  parityCase(
    "linear",
    tinyQwenConfig({
      vocabulary: 150,
      hidden: 24,
      layers: 3,
      fullAttentionInterval: 9,
      linearHeads: 3,
      linearHeadDim: 16,
    }),
    { linear_conv_kernel_dim: 2 },
    "multimodal",
    { rank: 1, alpha: 1, targets: "allLinear" },
  ),
  parityCase(
    "wide",
    tinyQwenConfig({
      vocabulary: 260,
      hidden: 64,
      layers: 2,
      heads: 2,
      kvHeads: 2,
      headDim: 64,
      fullAttentionInterval: 2,
    }),
    {
      ...rope(1),
      linear_num_key_heads: 1,
      linear_num_value_heads: 4,
      linear_key_head_dim: 64,
      linear_value_head_dim: 64,
      linear_conv_kernel_dim: 6,
      tie_word_embeddings: false,
    },
    "sharded",
    { rank: 8, alpha: 8, targets: "allLinear" },
  ),
];

/** Makes every case's model, and what transformers says of it, under `folder`; returns the models' parameter counts. */
export async function makeReferences(folder: string, cases: readonly ParityCase[]): Promise<Map<string, number>> {
  const job = cases.map(({ name, config, layout, lora, prompts, rows }, seed) => ({
    name,
    config,
    seed,
    layout,
    lora: { rank: lora.rank, alpha: lora.alpha, modules: MODULES[lora.targets] },
    rows: rows.map(({ prompt, said }) => [...prompts[prompt]!, ...said]),
  }));
  const path = join(folder, "job.json");
  await Deno.writeTextFile(path, JSON.stringify(job));
  const printed = await runPython(new URL("./reference.py", import.meta.url), "make", path, folder);
  const made: { name: string; parameters: number }[] = JSON.parse(printed);
  return new Map(made.map(({ name, parameters }) => [name, parameters]));
}

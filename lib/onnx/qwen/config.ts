import { z } from "zod";
import { readFields, requireMultiple, type TextSection } from "../config_section.ts";

const count = z.int().positive();

const ropeSchema = z.object({
  rope_type: z.literal("default").default("default"),
  rope_theta: z.number().positive().default(10_000),
  partial_rotary_factor: z.number().positive().max(1).optional(),
});

/** The fields of `Qwen3_5TextConfig` that say what is computed; defaults are transformers' own. */
const textSchema = z.object({
  vocab_size: count,
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: count,
  head_dim: count.default(256),
  hidden_act: z.literal("silu").default("silu"),
  rms_norm_eps: z.number().positive().default(1e-6),
  attention_bias: z.boolean().default(false),
  tie_word_embeddings: z.boolean().default(false),
  rope_parameters: ropeSchema.nullish(),
  partial_rotary_factor: z.number().positive().max(1).default(0.25),
  layer_types: z.array(z.enum(["linear_attention", "full_attention"])).nullish(),
  full_attention_interval: count.default(4),
  linear_conv_kernel_dim: z.int().min(2).default(4),
  linear_key_head_dim: count.default(128),
  linear_value_head_dim: count.default(128),
  linear_num_key_heads: count.default(16),
  linear_num_value_heads: count.default(32),
});

/** What mixes the positions of a layer. */
export type QwenLayerType = "linear_attention" | "full_attention";

/** The shape of a Qwen 3.5 text model. Counts have no unit. */
export interface QwenConfig {
  readonly architecture: "qwen3_5";
  readonly vocabulary: number;
  readonly hidden: number;
  readonly intermediate: number;
  readonly layerTypes: readonly QwenLayerType[];
  /** Full attention: query heads, key and value heads, and the width of each. */
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly attentionBias: boolean;
  /** How many of a head's dimensions turn with the position. Even. */
  readonly rotaryDim: number;
  readonly ropeTheta: number;
  /** Linear attention: key heads (queries have as many), value heads, and the width of each. */
  readonly linearKeyHeads: number;
  readonly linearValueHeads: number;
  readonly linearKeyDim: number;
  readonly linearValueDim: number;
  readonly convKernel: number;
  readonly normEpsilon: number;
  /** Whether the output projection is the embedding matrix. */
  readonly tiedEmbeddings: boolean;
}

/**
 * Reads the shape of a Qwen 3.5 text model.
 *
 * @throws {ModelError} If a field is missing or sizes do not fit each other.
 */
export function parseQwenConfig(section: TextSection): QwenConfig {
  const { fail } = section;
  const text = readFields(section, textSchema);
  const layerTypes: readonly QwenLayerType[] = text.layer_types ?? Array.from(
    { length: text.num_hidden_layers },
    (_, layer) => (layer + 1) % text.full_attention_interval === 0 ? "full_attention" : "linear_attention",
  );
  if (layerTypes.length !== text.num_hidden_layers) {
    throw fail(`layer_types names ${layerTypes.length} layers but num_hidden_layers is ${text.num_hidden_layers}`);
  }
  const multiple = (many: number, few: number, what: string) => requireMultiple(many, few, what, fail);
  multiple(text.num_attention_heads, text.num_key_value_heads, "num_attention_heads over num_key_value_heads");
  multiple(text.linear_num_value_heads, text.linear_num_key_heads, "linear_num_value_heads over linear_num_key_heads");
  multiple(text.head_dim, 8, "head_dim, which ONNX Runtime's attention takes in eights");
  const partial = text.rope_parameters?.partial_rotary_factor ?? text.partial_rotary_factor;
  const rotaryDim = Math.trunc(text.head_dim * partial);
  multiple(rotaryDim, 2, "head_dim · partial_rotary_factor");
  return {
    architecture: "qwen3_5",
    vocabulary: text.vocab_size,
    hidden: text.hidden_size,
    intermediate: text.intermediate_size,
    layerTypes,
    heads: text.num_attention_heads,
    kvHeads: text.num_key_value_heads,
    headDim: text.head_dim,
    attentionBias: text.attention_bias,
    rotaryDim,
    ropeTheta: text.rope_parameters?.rope_theta ?? 10_000,
    linearKeyHeads: text.linear_num_key_heads,
    linearValueHeads: text.linear_num_value_heads,
    linearKeyDim: text.linear_key_head_dim,
    linearValueDim: text.linear_value_head_dim,
    convKernel: text.linear_conv_kernel_dim,
    normEpsilon: text.rms_norm_eps,
    tiedEmbeddings: text.tie_word_embeddings,
  };
}

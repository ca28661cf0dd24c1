/** Sizes of a small Qwen 3.5 model; counts have no unit. */
export interface TinyQwenSizes {
  /** Tokens. */
  readonly vocabulary: number;
  /** Width of the residual stream. */
  readonly hidden: number;
  /** Width inside the feed-forward blocks. */
  readonly intermediate: number;
  readonly layers: number;
  /** One layer in so many is full attention, the last of each. */
  readonly fullAttentionInterval: number;
  /** Query heads of full attention, the keys and values that they share, and the width of each. */
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** Heads of linear attention and the width of each, for keys and values alike. */
  readonly linearHeads: number;
  readonly linearHeadDim: number;
}

/** The default sizes: about a million parameters, three layers of linear attention to one of full attention. */
export const TINY_QWEN: TinyQwenSizes = {
  vocabulary: 768,
  hidden: 128,
  intermediate: 384,
  layers: 4,
  fullAttentionInterval: 4,
  heads: 4,
  kvHeads: 2,
  headDim: 32,
  linearHeads: 4,
  linearHeadDim: 32,
};

/** A `config.json` of transformers' `Qwen3_5ForCausalLM`. */
export interface TinyQwenConfig {
  readonly architectures: readonly ["Qwen3_5ForCausalLM"];
  readonly model_type: "qwen3_5_text";
  readonly vocab_size: number;
  readonly hidden_size: number;
  readonly intermediate_size: number;
  readonly num_hidden_layers: number;
  readonly layer_types: readonly ("linear_attention" | "full_attention")[];
  readonly num_attention_heads: number;
  readonly num_key_value_heads: number;
  readonly head_dim: number;
  readonly linear_num_key_heads: number;
  readonly linear_num_value_heads: number;
  readonly linear_key_head_dim: number;
  readonly linear_value_head_dim: number;
  readonly linear_conv_kernel_dim: number;
  readonly rms_norm_eps: number;
  readonly tie_word_embeddings: boolean;
  readonly rope_parameters: {
    readonly rope_type: "default";
    readonly rope_theta: number;
    readonly partial_rotary_factor: number;
  };
}

/**
 * The configuration of a small Qwen 3.5; sizes that are left out are {@linkcode TINY_QWEN}'s.
 *
 * @example
 * ```ts
 * import { tinyQwenConfig, tinyQwenParameters } from "./tiny_qwen.ts";
 * tinyQwenParameters(tinyQwenConfig()); // 1,008,440
 * ```
 */
export function tinyQwenConfig(sizes: Partial<TinyQwenSizes> = {}): TinyQwenConfig {
  const size: TinyQwenSizes = { ...TINY_QWEN, ...sizes };
  return {
    architectures: ["Qwen3_5ForCausalLM"],
    model_type: "qwen3_5_text",
    vocab_size: size.vocabulary,
    hidden_size: size.hidden,
    intermediate_size: size.intermediate,
    num_hidden_layers: size.layers,
    layer_types: Array.from(
      { length: size.layers },
      (_, layer) => (layer + 1) % size.fullAttentionInterval === 0 ? "full_attention" : "linear_attention",
    ),
    num_attention_heads: size.heads,
    num_key_value_heads: size.kvHeads,
    head_dim: size.headDim,
    linear_num_key_heads: size.linearHeads,
    linear_num_value_heads: size.linearHeads,
    linear_key_head_dim: size.linearHeadDim,
    linear_value_head_dim: size.linearHeadDim,
    linear_conv_kernel_dim: 4,
    rms_norm_eps: 1e-6,
    tie_word_embeddings: true,
    rope_parameters: { rope_type: "default", rope_theta: 10_000, partial_rotary_factor: 0.5 },
  };
}

/** Parameters of the model that `config` describes, without unit; tied embeddings count once. */
export function tinyQwenParameters(config: TinyQwenConfig): number {
  const hidden = config.hidden_size;
  const keys = config.linear_num_key_heads * config.linear_key_head_dim;
  const values = config.linear_num_value_heads * config.linear_value_head_dim;
  const channels = 2 * keys + values;
  const linear = hidden * (channels + values + 2 * config.linear_num_value_heads) + values * hidden +
    channels * config.linear_conv_kernel_dim + 2 * config.linear_num_value_heads + config.linear_value_head_dim;
  const query = config.num_attention_heads * config.head_dim;
  const keyValue = config.num_key_value_heads * config.head_dim;
  const full = hidden * (2 * query + 2 * keyValue) + query * hidden + 2 * config.head_dim;
  const shared = 3 * hidden * config.intermediate_size + 2 * hidden;
  const layers = config.layer_types.reduce(
    (sum, type) => sum + shared + (type === "linear_attention" ? linear : full),
    0,
  );
  return config.vocab_size * hidden * (config.tie_word_embeddings ? 1 : 2) + layers + hidden;
}

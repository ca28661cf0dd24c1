/** Sizes of a small Gemma 4 model; counts have no unit. */
export interface TinyGemmaSizes {
  /** Tokens. */
  readonly vocabulary: number;
  /** Width of the residual stream. */
  readonly hidden: number;
  /** Width inside the feed-forward blocks. */
  readonly intermediate: number;
  readonly layers: number;
  /** One layer in so many attends to all positions, the last of each; the others to a window. The last layer always does. */
  readonly globalInterval: number;
  /** Positions that a layer with a window sees, the current one included. */
  readonly window: number;
  /** Query heads, the keys and values that they share, and the width of each in layers with a window and in the others. */
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly globalHeadDim: number;
  /** Layers at the end that read the keys and values of earlier ones. */
  readonly sharedLayers: number;
  /** Width of the embeddings that each layer has of its own; 0 for a model without them. */
  readonly perLayerWidth: number;
}

/** The default sizes: about a million parameters, a layer of either kind and two that read their keys and values. */
export const TINY_GEMMA: TinyGemmaSizes = {
  vocabulary: 768,
  hidden: 128,
  intermediate: 384,
  layers: 4,
  globalInterval: 2,
  window: 64,
  heads: 4,
  kvHeads: 2,
  headDim: 32,
  globalHeadDim: 64,
  sharedLayers: 2,
  perLayerWidth: 32,
};

/** A `config.json` of transformers' `Gemma4ForCausalLM`. */
export interface TinyGemmaConfig {
  readonly architectures: readonly ["Gemma4ForCausalLM"];
  readonly model_type: "gemma4_text";
  readonly vocab_size: number;
  readonly hidden_size: number;
  readonly intermediate_size: number;
  readonly num_hidden_layers: number;
  readonly layer_types: readonly ("sliding_attention" | "full_attention")[];
  readonly sliding_window: number;
  readonly num_attention_heads: number;
  readonly num_key_value_heads: number;
  readonly head_dim: number;
  readonly global_head_dim: number;
  readonly num_kv_shared_layers: number;
  readonly hidden_size_per_layer_input: number;
  readonly vocab_size_per_layer_input: number;
  readonly final_logit_softcapping: number;
  readonly rms_norm_eps: number;
  readonly tie_word_embeddings: boolean;
  /** Special tokens are those of the tokenizer that is trained for tiny models: padding is its first. */
  readonly pad_token_id: 0;
  readonly bos_token_id: null;
  readonly eos_token_id: null;
  readonly rope_parameters: {
    readonly sliding_attention: { readonly rope_type: "default"; readonly rope_theta: number };
    readonly full_attention: {
      readonly rope_type: "proportional";
      readonly rope_theta: number;
      readonly partial_rotary_factor: number;
    };
  };
}

/**
 * The configuration of a small Gemma 4; sizes that are left out are {@linkcode TINY_GEMMA}'s, everything else is as in
 * Gemma 4 E4B.
 *
 * @example
 * ```ts
 * import { tinyGemmaConfig, tinyGemmaParameters } from "./tiny_gemma.ts";
 * tinyGemmaParameters(tinyGemmaConfig()); // 1,084,352
 * ```
 */
export function tinyGemmaConfig(sizes: Partial<TinyGemmaSizes> = {}): TinyGemmaConfig {
  const size: TinyGemmaSizes = { ...TINY_GEMMA, ...sizes };
  return {
    architectures: ["Gemma4ForCausalLM"],
    model_type: "gemma4_text",
    vocab_size: size.vocabulary,
    hidden_size: size.hidden,
    intermediate_size: size.intermediate,
    num_hidden_layers: size.layers,
    layer_types: Array.from(
      { length: size.layers },
      (_, layer) =>
        (layer + 1) % size.globalInterval === 0 || layer + 1 === size.layers ? "full_attention" : "sliding_attention",
    ),
    sliding_window: size.window,
    num_attention_heads: size.heads,
    num_key_value_heads: size.kvHeads,
    head_dim: size.headDim,
    global_head_dim: size.globalHeadDim,
    num_kv_shared_layers: size.sharedLayers,
    hidden_size_per_layer_input: size.perLayerWidth,
    vocab_size_per_layer_input: size.vocabulary,
    final_logit_softcapping: 30,
    rms_norm_eps: 1e-6,
    tie_word_embeddings: true,
    pad_token_id: 0,
    bos_token_id: null,
    eos_token_id: null,
    rope_parameters: {
      sliding_attention: { rope_type: "default", rope_theta: 10_000 },
      full_attention: { rope_type: "proportional", rope_theta: 1_000_000, partial_rotary_factor: 0.25 },
    },
  };
}

/** Parameters of the model that `config` describes, without unit; tied embeddings count once. */
export function tinyGemmaParameters(config: TinyGemmaConfig): number {
  const { hidden_size: hidden, hidden_size_per_layer_input: width, num_hidden_layers: count } = config;
  const owners = count - config.num_kv_shared_layers;
  const layers = config.layer_types.reduce((sum, type, layer) => {
    const headDim = type === "full_attention" ? config.global_head_dim : config.head_dim;
    const query = config.num_attention_heads * headDim;
    const own = layer < owners ? 2 * hidden * config.num_key_value_heads * headDim + headDim : 0;
    const attention = 2 * hidden * query + headDim + own;
    const perLayer = width === 0 ? 0 : 2 * hidden * width + hidden;
    return sum + attention + 3 * hidden * config.intermediate_size + 4 * hidden + perLayer;
  }, 0);
  const perLayer = width === 0 ? 0 : (config.vocab_size_per_layer_input + hidden) * count * width + width;
  return config.vocab_size * hidden * (config.tie_word_embeddings ? 1 : 2) + layers + perLayer + hidden;
}

import { type Fail, readFields, requireMultiple, type TextSection } from "../config_section.ts";
import { type GemmaFields, gemmaRefusal, LAYER_TYPES, textSchema } from "./config_schema.ts";
import { keyValueSources } from "./key_value_sources.ts";

/** What mixes the positions of a layer: attention to the last W positions, or to all. */
export type GemmaLayerType = typeof LAYER_TYPES[number];

/** How the heads of layers of one type turn with the position. */
export interface GemmaRotary {
  /** Base of the frequencies. */
  readonly theta: number;
  /** How many of a head's headDim / 2 pairs of dimensions turn; the rest stay. */
  readonly pairs: number;
  /** What the frequencies are divided by. */
  readonly factor: number;
}

/** What is common to the attention of all layers of one type. */
export interface GemmaAttentionShape {
  readonly kvHeads: number;
  readonly headDim: number;
  readonly rotary: GemmaRotary;
  /** W: a position sees itself and the W − 1 before it; absent where it sees all before it. */
  readonly window?: number;
}

/** One layer. */
export interface GemmaLayer {
  readonly type: GemmaLayerType;
  /** Index of the layer whose keys and values it attends to: its own, or that of an earlier layer. */
  readonly keyValueSource: number;
  /** Width inside the feed-forward block. */
  readonly intermediate: number;
}

/** The shape of a Gemma 4 text model. Counts have no unit. */
export interface GemmaConfig {
  readonly architecture: "gemma4";
  readonly vocabulary: number;
  readonly hidden: number;
  readonly layers: readonly GemmaLayer[];
  /** Query heads. */
  readonly heads: number;
  /** By layer type, those that occur. */
  readonly attention: Readonly<Partial<Record<GemmaLayerType, GemmaAttentionShape>>>;
  readonly attentionBias: boolean;
  readonly normEpsilon: number;
  /** Whether the output projection is the embedding matrix. */
  readonly tiedEmbeddings: boolean;
  /** c of the output's c · tanh(logits / c); absent where logits are left as they are. */
  readonly logitCap?: number;
  /** Embeddings that each layer has of its own: their rows and the width of one layer's; absent without them. */
  readonly perLayer?: { readonly vocabulary: number; readonly width: number };
}

/** transformers' default: one layer in six sees all; and the last one always does. */
function layerTypesOf(text: GemmaFields, fail: Fail): readonly GemmaLayerType[] {
  const count = text.num_hidden_layers;
  const types: readonly GemmaLayerType[] = text.layer_types ??
    Array.from({ length: count }, (_, layer) => (layer + 1) % 6 === 0 ? "full_attention" : "sliding_attention");
  if (types.length !== count) {
    throw fail(`layer_types names ${types.length} layers but num_hidden_layers is ${count}`);
  }
  return types.with(count - 1, "full_attention");
}

/** Key and value heads and their width in layers of one type, which have to agree on them. */
function headsOf(text: GemmaFields, type: GemmaLayerType, types: readonly GemmaLayerType[], fail: Fail) {
  const overrides = text.per_layer_config;
  const global = type === "full_attention" && overrides === undefined ? { head_dim: text.global_head_dim } : {};
  const shapes = types.flatMap((each, layer) => {
    if (each !== type) return [];
    const { head_dim, num_key_value_heads } = { ...global, ...overrides?.get(layer) };
    return [{ headDim: head_dim ?? text.head_dim, kvHeads: num_key_value_heads ?? text.num_key_value_heads }];
  });
  const { headDim, kvHeads } = shapes[0]!;
  if (shapes.some((shape) => shape.headDim !== headDim || shape.kvHeads !== kvHeads)) {
    throw fail(`per_layer_config gives layers of type "${type}" different heads`);
  }
  requireMultiple(text.num_attention_heads, kvHeads, "num_attention_heads over num_key_value_heads", fail);
  requireMultiple(headDim, 2, "head_dim, half of which turns against the other,", fail);
  return { headDim, kvHeads };
}

/** Rotary embeddings of one layer type; "proportional" leaves the last pairs of a head unturned. */
function rotaryOf(text: GemmaFields, type: GemmaLayerType, headDim: number, fail: Fail): GemmaRotary {
  const rope = text.rope_parameters[type];
  if (rope == null) throw fail(`rope_parameters says nothing of "${type}", a type of its layers`);
  if (rope.rope_type === "default") return { theta: rope.rope_theta, pairs: headDim / 2, factor: 1 };
  return {
    theta: rope.rope_theta,
    pairs: Math.floor((rope.partial_rotary_factor * headDim) / 2),
    factor: rope.factor,
  };
}

/**
 * Reads the shape of a Gemma 4 text model.
 *
 * @throws {ModelError} If a field is missing, sizes do not fit each other, or it has a part that is not emitted.
 */
export function parseGemmaConfig(section: TextSection): GemmaConfig {
  const { fail } = section;
  const text = readFields(section, textSchema);
  const refusal = gemmaRefusal(text);
  if (refusal !== undefined) throw fail(refusal);
  const types = layerTypesOf(text, fail);
  const sources = keyValueSources(types, text.num_kv_shared_layers, fail);
  const shapes = LAYER_TYPES.filter((type) => types.includes(type)).map((type) => {
    const heads = headsOf(text, type, types, fail);
    const window = type === "sliding_attention" ? { window: text.sliding_window } : {};
    return [type, { ...heads, rotary: rotaryOf(text, type, heads.headDim, fail), ...window }] as const;
  });
  const width = text.hidden_size_per_layer_input;
  const layers = types.map((type, layer): GemmaLayer => {
    const keyValueSource = sources[layer]!;
    const wide = text.use_double_wide_mlp && keyValueSource !== layer;
    return { type, keyValueSource, intermediate: text.intermediate_size * (wide ? 2 : 1) };
  });
  return {
    architecture: "gemma4",
    vocabulary: text.vocab_size,
    hidden: text.hidden_size,
    layers,
    heads: text.num_attention_heads,
    attention: Object.fromEntries(shapes),
    attentionBias: text.attention_bias,
    normEpsilon: text.rms_norm_eps,
    tiedEmbeddings: text.tie_word_embeddings,
    ...text.final_logit_softcapping == null ? {} : { logitCap: text.final_logit_softcapping },
    ...width === 0 ? {} : { perLayer: { vocabulary: text.vocab_size_per_layer_input, width } },
  };
}

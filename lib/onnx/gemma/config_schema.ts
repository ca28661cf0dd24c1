import { z } from "zod";

/** Types of layers, as `layer_types` names them. */
export const LAYER_TYPES = ["sliding_attention", "full_attention"] as const;

const count = z.int().positive();

const ropeSchema = z.discriminatedUnion("rope_type", [
  z.object({ rope_type: z.literal("default"), rope_theta: z.number().positive() }),
  z.object({
    rope_type: z.literal("proportional"),
    rope_theta: z.number().positive(),
    partial_rotary_factor: z.number().min(0).max(1).default(1),
    factor: z.number().positive().default(1),
  }),
]);

const ropesSchema = z.object({ sliding_attention: ropeSchema.nullish(), full_attention: ropeSchema.nullish() });

/** What transformers takes where a config says nothing of rotary embeddings. */
const DEFAULT_ROPES: z.output<typeof ropesSchema> = {
  sliding_attention: { rope_type: "default", rope_theta: 10_000 },
  full_attention: { rope_type: "proportional", partial_rotary_factor: 0.25, rope_theta: 1_000_000, factor: 1 },
};

/** What a layer may have otherwise than the rest. */
const overrideSchema = z.strictObject({ head_dim: count.optional(), num_key_value_heads: count.optional() });

/** By layer. transformers writes all indices with as many digits as the last one has: "05" of 42 layers. */
const overridesSchema = z.record(z.string().regex(/^\d+$/), overrideSchema).transform((overrides) =>
  new Map(Object.entries(overrides).map(([layer, override]) => [Number(layer), override]))
);

/** The fields of `Gemma4TextConfig` that say what is computed; defaults are transformers' own. */
export const textSchema = z.object({
  vocab_size: count,
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: count,
  head_dim: count.default(256),
  global_head_dim: count.default(512),
  per_layer_config: overridesSchema.optional(),
  layer_types: z.array(z.enum(LAYER_TYPES)).nullish(),
  sliding_window: count.default(512),
  rope_parameters: ropesSchema.nullish().transform((ropes) => ropes ?? DEFAULT_ROPES),
  hidden_activation: z.literal("gelu_pytorch_tanh").default("gelu_pytorch_tanh"),
  rms_norm_eps: z.number().positive().default(1e-6),
  attention_bias: z.boolean().default(false),
  tie_word_embeddings: z.boolean().default(true),
  final_logit_softcapping: z.number().positive().nullish(),
  num_kv_shared_layers: z.int().nonnegative().default(0),
  use_double_wide_mlp: z.boolean().default(false),
  hidden_size_per_layer_input: z.int().nonnegative().default(256),
  vocab_size_per_layer_input: count.default(262_144),
  enable_moe_block: z.boolean().default(false),
  attention_k_eq_v: z.boolean().default(false),
  use_bidirectional_attention: z.enum(["all", "vision"]).nullish(),
});

/** Fields of a Gemma 4 text model. */
export type GemmaFields = z.output<typeof textSchema>;

/** Why a model can't be emitted though its fields are known, or `undefined`. */
export function gemmaRefusal(text: GemmaFields): string | undefined {
  if (text.enable_moe_block) return "enable_moe_block: mixtures of experts are not supported, only dense models";
  if (text.attention_k_eq_v) return "attention_k_eq_v: values that are the keys are not supported";
  if (text.use_bidirectional_attention === "all") {
    return `use_bidirectional_attention is "all": only models that attend to what came before can generate`;
  }
  if (text.hidden_size_per_layer_input > 0 && text.vocab_size_per_layer_input < text.vocab_size) {
    return `vocab_size_per_layer_input is ${text.vocab_size_per_layer_input}, below the ${text.vocab_size} of vocab_size`;
  }
  return undefined;
}

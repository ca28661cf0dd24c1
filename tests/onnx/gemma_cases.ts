import { tinyGemmaConfig } from "../../lib/onnx/tiny_gemma.ts";
import { parityCase } from "./parity_cases.ts";

const ropes = (partial_rotary_factor: number, theta: number, more: Readonly<Record<string, number>> = {}) => ({
  rope_parameters: {
    sliding_attention: { rope_type: "default", rope_theta: 500 },
    full_attention: { rope_type: "proportional", rope_theta: theta, partial_rotary_factor, ...more },
  },
});

/**
 * Gemma 4: windows shorter than prompts and than replies, of one position, and longer than everything; layers in every
 * order; keys and values shared or not; per-layer embeddings or none; odd and unequal head counts; a cap that is felt.
 */
export const GEMMA_CASES = [
  parityCase("gemma tiny", tinyGemmaConfig({ vocabulary: 768 })),
  parityCase(
    "gemma odd",
    tinyGemmaConfig({
      vocabulary: 97,
      hidden: 40,
      intermediate: 56,
      layers: 5,
      window: 3,
      heads: 5,
      kvHeads: 1,
      headDim: 8,
      globalHeadDim: 24,
      sharedLayers: 0,
      perLayerWidth: 6,
    }),
    {
      config: {
        ...ropes(0.5, 1_000, { factor: 2 }),
        layer_types: [
          "full_attention",
          "sliding_attention",
          "sliding_attention",
          "full_attention",
          "full_attention",
        ],
        final_logit_softcapping: null,
        tie_word_embeddings: false,
        attention_bias: true,
        rms_norm_eps: 1e-5,
      },
      lora: { rank: 3, alpha: 4, targets: "paper" },
      steps: 14,
    },
  ),
  parityCase(
    "gemma shared",
    tinyGemmaConfig({
      vocabulary: 131,
      hidden: 48,
      intermediate: 32,
      layers: 7,
      globalInterval: 3,
      window: 8,
      heads: 4,
      kvHeads: 2,
      headDim: 16,
      globalHeadDim: 32,
      sharedLayers: 4,
      perLayerWidth: 10,
    }),
    {
      config: { ...ropes(0.25, 1_000_000), use_double_wide_mlp: true, final_logit_softcapping: 2 },
      layout: "multimodal",
      steps: 21,
    },
  ),
  // transformers cuts per-layer inputs that are not there, unless it is asked for all hidden states.
  parityCase(
    "gemma without per-layer embeddings",
    tinyGemmaConfig({
      vocabulary: 150,
      hidden: 24,
      intermediate: 40,
      layers: 4,
      window: 500,
      heads: 6,
      kvHeads: 3,
      headDim: 16,
      globalHeadDim: 16,
      perLayerWidth: 0,
    }),
    {
      config: { output_hidden_states: true, vocab_size_per_layer_input: 1 },
      layout: "sharded",
      lora: { rank: 2, alpha: 16, targets: "paper" },
    },
  ),
  parityCase(
    "gemma window of one",
    tinyGemmaConfig({
      vocabulary: 61,
      hidden: 30,
      intermediate: 20,
      layers: 2,
      window: 1,
      heads: 3,
      kvHeads: 3,
      headDim: 8,
      globalHeadDim: 16,
      sharedLayers: 0,
      perLayerWidth: 4,
    }),
    { config: { ...ropes(0, 10_000), vocab_size_per_layer_input: 80 }, steps: 9 },
  ),
  // The head sizes and ratios of Gemma 4 E4B, prompts and replies beyond the window.
  parityCase(
    "gemma wide",
    tinyGemmaConfig({
      vocabulary: 101,
      hidden: 32,
      intermediate: 40,
      layers: 8,
      globalInterval: 4,
      window: 33,
      heads: 4,
      kvHeads: 1,
      headDim: 256,
      globalHeadDim: 512,
      sharedLayers: 3,
      perLayerWidth: 16,
    }),
    { layout: "multimodal", steps: 90 },
  ),
  parityCase(
    "gemma global",
    tinyGemmaConfig({
      vocabulary: 59,
      hidden: 16,
      intermediate: 24,
      layers: 3,
      globalInterval: 1,
      heads: 2,
      kvHeads: 2,
      headDim: 8,
      globalHeadDim: 8,
      sharedLayers: 1,
      perLayerWidth: 3,
    }),
    {
      config: { rope_parameters: { full_attention: { rope_type: "default", rope_theta: 10_000 } } },
      layout: "sharded",
      steps: 11,
    },
  ),
  // More than ten layers, whose indices transformers writes with two digits; ε keeps rounding from growing layer by layer.
  parityCase(
    "gemma deep",
    tinyGemmaConfig({
      vocabulary: 101,
      hidden: 64,
      intermediate: 32,
      layers: 12,
      globalInterval: 3,
      window: 6,
      heads: 2,
      kvHeads: 1,
      headDim: 8,
      globalHeadDim: 16,
      sharedLayers: 5,
      perLayerWidth: 4,
    }),
    { config: { rms_norm_eps: 0.1 } },
  ),
];

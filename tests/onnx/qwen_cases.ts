import { tinyQwenConfig } from "../../lib/onnx/tiny_qwen.ts";
import { parityCase } from "./parity_cases.ts";

const rope = (partial_rotary_factor: number, rope_theta = 10_000) => ({
  rope_parameters: { rope_type: "default", rope_theta, partial_rotary_factor },
});

/** Qwen 3.5: full and linear layers in every order, odd and unequal head counts, kernels, rotary widths, layouts. */
export const QWEN_CASES = [
  parityCase("qwen tiny", tinyQwenConfig({ vocabulary: 768 })),
  parityCase(
    "qwen odd",
    tinyQwenConfig({ vocabulary: 97, hidden: 40, layers: 5, heads: 5, kvHeads: 1, headDim: 8 }),
    {
      config: {
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
      lora: { rank: 3, alpha: 5, targets: "paper" },
    },
  ),
  parityCase(
    "qwen full",
    tinyQwenConfig({
      vocabulary: 131,
      hidden: 48,
      layers: 2,
      heads: 6,
      kvHeads: 3,
      headDim: 16,
      fullAttentionInterval: 1,
    }),
    { config: rope(0.25), layout: "sharded", lora: { rank: 2, alpha: 16, targets: "paper" } },
  ),
  parityCase(
    "qwen linear",
    tinyQwenConfig({
      vocabulary: 150,
      hidden: 24,
      layers: 3,
      fullAttentionInterval: 9,
      linearHeads: 3,
      linearHeadDim: 16,
    }),
    {
      config: { linear_conv_kernel_dim: 2 },
      layout: "multimodal",
      lora: { rank: 1, alpha: 1, targets: "allLinear" },
    },
  ),
  parityCase(
    "qwen wide",
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
      config: {
        ...rope(1),
        linear_num_key_heads: 1,
        linear_num_value_heads: 4,
        linear_key_head_dim: 64,
        linear_value_head_dim: 64,
        linear_conv_kernel_dim: 6,
        tie_word_embeddings: false,
      },
      layout: "sharded",
      lora: { rank: 8, alpha: 8, targets: "allLinear" },
    },
  ),
  // The head sizes and ratios of Qwen 3.5 4B, and as many steps as take the state far from the prompt.
  parityCase(
    "qwen long",
    tinyQwenConfig({ vocabulary: 101, hidden: 32, intermediate: 40, layers: 2, heads: 4, kvHeads: 1, headDim: 256 }),
    {
      config: {
        ...rope(0.25, 10_000_000),
        layer_types: ["linear_attention", "full_attention"],
        linear_num_key_heads: 1,
        linear_num_value_heads: 2,
        linear_key_head_dim: 128,
        linear_value_head_dim: 128,
      },
      layout: "multimodal",
      steps: 90,
    },
  ),
  parityCase(
    "qwen narrow",
    tinyQwenConfig({ vocabulary: 53, hidden: 20, intermediate: 12, layers: 3, heads: 3, kvHeads: 3, headDim: 24 }),
    {
      config: {
        ...rope(0.75),
        layer_types: ["linear_attention", "full_attention", "full_attention"],
        linear_num_key_heads: 3,
        linear_num_value_heads: 3,
        linear_key_head_dim: 8,
        linear_value_head_dim: 24,
        linear_conv_kernel_dim: 3,
      },
      steps: 17,
    },
  ),
];

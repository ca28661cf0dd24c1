import { join } from "node:path";
import { type TinyQwenConfig, tinyQwenConfig } from "../../lib/onnx/tiny_qwen.ts";
import { fillUniforms } from "../../lib/random/uniform.ts";
import { type Tensor, writeSafetensors } from "../../lib/safetensors/safetensors.ts";

/** A model small enough to run in milliseconds: one layer of either kind. */
export const SMALL = tinyQwenConfig({
  vocabulary: 96,
  hidden: 32,
  layers: 2,
  heads: 4,
  kvHeads: 2,
  headDim: 16,
  linearHeads: 2,
  linearHeadDim: 16,
  fullAttentionInterval: 2,
});

/** Names and shapes of the tensors of a checkpoint with tied embeddings, as transformers saves it. */
export function tensorShapes(config: TinyQwenConfig): Map<string, number[]> {
  const hidden = config.hidden_size, inner = config.intermediate_size;
  const values = config.linear_num_value_heads * config.linear_value_head_dim;
  const channels = 2 * config.linear_num_key_heads * config.linear_key_head_dim + values;
  const queries = config.num_attention_heads * config.head_dim;
  const keys = config.num_key_value_heads * config.head_dim;
  const shapes = new Map([["model.embed_tokens.weight", [config.vocab_size, hidden]], ["model.norm.weight", [hidden]]]);
  config.layer_types.forEach((type, index) => {
    const ofLayer: Record<string, number[]> = type === "linear_attention"
      ? {
        "linear_attn.in_proj_qkv.weight": [channels, hidden],
        "linear_attn.in_proj_z.weight": [values, hidden],
        "linear_attn.in_proj_a.weight": [config.linear_num_value_heads, hidden],
        "linear_attn.in_proj_b.weight": [config.linear_num_value_heads, hidden],
        "linear_attn.out_proj.weight": [hidden, values],
        "linear_attn.conv1d.weight": [channels, 1, config.linear_conv_kernel_dim],
        "linear_attn.A_log": [config.linear_num_value_heads],
        "linear_attn.dt_bias": [config.linear_num_value_heads],
        "linear_attn.norm.weight": [config.linear_value_head_dim],
      }
      : {
        "self_attn.q_proj.weight": [2 * queries, hidden],
        "self_attn.k_proj.weight": [keys, hidden],
        "self_attn.v_proj.weight": [keys, hidden],
        "self_attn.o_proj.weight": [hidden, queries],
        "self_attn.q_norm.weight": [config.head_dim],
        "self_attn.k_norm.weight": [config.head_dim],
      };
    const all = {
      ...ofLayer,
      "mlp.gate_proj.weight": [inner, hidden],
      "mlp.up_proj.weight": [inner, hidden],
      "mlp.down_proj.weight": [hidden, inner],
      "input_layernorm.weight": [hidden],
      "post_attention_layernorm.weight": [hidden],
    };
    for (const [name, shape] of Object.entries(all)) shapes.set(`model.layers.${index}.${name}`, shape);
  });
  return shapes;
}

/** Random tensors of these shapes; the same for the same seed. */
export function randomTensors(shapes: ReadonlyMap<string, readonly number[]>, seed = 0): Map<string, Tensor> {
  let place = 0;
  return new Map([...shapes].map(([name, shape]) => {
    const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
    fillUniforms(data, seed, "data", [place++, 0, 0, 0]);
    const width = Math.sqrt(3 / shape.at(-1)!); // variance 1 / fan-in, times 4
    return [name, { dtype: "F32" as const, shape, data: data.map((uniform) => (2 * uniform - 1) * 2 * width) }];
  }));
}

/** Writes a model with random weights into `folder`. */
export async function writeRandomModel(folder: string, config: TinyQwenConfig = SMALL, seed = 0): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "config.json"), JSON.stringify(config));
  writeSafetensors(join(folder, "model.safetensors"), randomTensors(tensorShapes(config), seed));
}

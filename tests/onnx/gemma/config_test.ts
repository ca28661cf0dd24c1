import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseModelConfig } from "../../../lib/onnx/config.ts";
import { ModelError } from "../../../lib/onnx/model_error.ts";
import { tinyGemmaConfig } from "../../../lib/onnx/tiny_gemma.ts";

const tiny = tinyGemmaConfig();

function parse(json: unknown) {
  const config = parseModelConfig(json, "m/config.json");
  assert(config.architecture === "gemma4");
  return config;
}

/** The fields that no default stands for. */
const sizes = {
  model_type: "gemma4_text",
  vocab_size: 100,
  hidden_size: 64,
  intermediate_size: 96,
  num_hidden_layers: 12,
  num_attention_heads: 8,
  num_key_value_heads: 2,
};

Deno.test("parseGemmaConfig() takes transformers' defaults: one layer in six sees all, with wide heads that hardly turn", () => {
  const config = parse(sizes);
  const global = config.layers.flatMap(({ type }, layer) => type === "full_attention" ? [layer] : []);
  assertEquals(global, [5, 11]);
  assertEquals(config.attention, {
    sliding_attention: {
      kvHeads: 2,
      headDim: 256,
      window: 512,
      rotary: { theta: 10_000, pairs: 128, factor: 1 },
    },
    full_attention: { kvHeads: 2, headDim: 512, rotary: { theta: 1_000_000, pairs: 64, factor: 1 } },
  });
  assertEquals(config.tiedEmbeddings, true);
  assertEquals(config.logitCap, undefined);
  assertEquals(config.perLayer, { vocabulary: 262_144, width: 256 });
});

Deno.test("parseGemmaConfig() makes the last layer see all, as transformers does", () => {
  const types = Array(12).fill("sliding_attention");
  assertEquals(parse({ ...sizes, layer_types: types }).layers.map(({ type }) => type), [
    ...types.slice(1),
    "full_attention",
  ]);
});

Deno.test("parseGemmaConfig() reads the heads that transformers writes by layer as those that the hub's files name", () => {
  const { global_head_dim: width, ...rest } = tiny;
  const written = { ...rest, per_layer_config: { "1": { head_dim: width }, "3": { head_dim: width } } };
  assertEquals(parse(written), parse(tiny));
  const padded = { ...rest, per_layer_config: { "01": { head_dim: width }, "03": { head_dim: width } } };
  assertEquals(parse(padded), parse(tiny));
});

Deno.test("parseGemmaConfig() doubles the feed-forward blocks of layers that share keys and values where asked to", () => {
  const widths = (double: boolean) =>
    parse({ ...tiny, use_double_wide_mlp: double }).layers.map(({ intermediate }) => intermediate);
  assertEquals(widths(false), [384, 384, 384, 384]);
  assertEquals(widths(true), [384, 384, 768, 768]);
});

Deno.test("parseGemmaConfig() names the file, the field and what would do", () => {
  const reject = (changes: Record<string, unknown>, message: string) =>
    assertThrows(() => parse({ ...tiny, ...changes }), ModelError, message);
  reject({ vocab_size: undefined }, `"m/config.json": vocab_size`);
  reject({ layer_types: ["full_attention"] }, "names 1 layers but num_hidden_layers is 4");
  reject({ num_key_value_heads: 3 }, "4 is not a multiple of 3");
  reject({ head_dim: 5 }, "5 is not a multiple of 2");
  reject(
    { rope_parameters: { full_attention: tiny.rope_parameters.full_attention } },
    `nothing of "sliding_attention"`,
  );
  reject(
    { rope_parameters: { ...tiny.rope_parameters, full_attention: { rope_type: "yarn" } } },
    "rope_parameters.full",
  );
  reject({ per_layer_config: { first: { head_dim: 64 } } }, "per_layer_config");
  reject({ per_layer_config: { "1": { head_dim: 64 } } }, `layers of type "full_attention" different heads`);
  reject({ num_kv_shared_layers: 3 }, `no layer before layer 1 has keys and values for type "full_attention"`);
  reject({ hidden_activation: "silu" }, "hidden_activation");
});

Deno.test("parseGemmaConfig() refuses by name what Gemma 4 E4B doesn't have", () => {
  const reject = (changes: Record<string, unknown>, message: string) =>
    assertThrows(() => parse({ ...tiny, ...changes }), ModelError, message);
  reject({ enable_moe_block: true, num_experts: 4 }, "enable_moe_block: mixtures of experts are not supported");
  reject({ attention_k_eq_v: true }, "attention_k_eq_v");
  reject({ use_bidirectional_attention: "all" }, `use_bidirectional_attention is "all"`);
  reject({ vocab_size_per_layer_input: 767 }, "vocab_size_per_layer_input is 767, below the 768 of vocab_size");
});

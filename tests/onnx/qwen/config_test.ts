import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseModelConfig } from "../../../lib/onnx/config.ts";
import { ModelError } from "../../../lib/onnx/model_error.ts";
import { tinyQwenConfig } from "../../../lib/onnx/tiny_qwen.ts";

const tiny = tinyQwenConfig({ vocabulary: 768 });

Deno.test("parseQwenConfig() puts full attention in every fourth layer and turns a quarter of each head by default", () => {
  const { layer_types: _, rope_parameters: __, ...rest } = tiny;
  const config = parseModelConfig({ ...rest, num_hidden_layers: 6 }, "c");
  assert(config.architecture === "qwen3_5");
  assertEquals(config.layerTypes.map((type) => type === "full_attention"), [false, false, false, true, false, false]);
  assertEquals(config.rotaryDim, 8);
  assertEquals(config.ropeTheta, 10_000);
});

Deno.test("parseQwenConfig() names the file, the field and what would do", () => {
  const reject = (changes: Record<string, unknown>, message: string) =>
    assertThrows(() => parseModelConfig({ ...tiny, ...changes }, "m/config.json"), ModelError, message);
  reject({ vocab_size: undefined }, `"m/config.json": vocab_size`);
  reject({ layer_types: ["full_attention"] }, "names 1 layers but num_hidden_layers is 4");
  reject({ num_key_value_heads: 3 }, "4 is not a multiple of 3");
  reject({ head_dim: 12 }, "12 is not a multiple of 8");
  reject({ rope_parameters: { rope_type: "yarn" } }, "rope_parameters.rope_type");
});

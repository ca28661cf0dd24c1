import { assertEquals, assertThrows } from "@std/assert";
import { parseModelConfig } from "../../lib/onnx/config.ts";
import { ModelError } from "../../lib/onnx/model_error.ts";
import { tinyGemmaConfig } from "../../lib/onnx/tiny_gemma.ts";
import { tinyQwenConfig } from "../../lib/onnx/tiny_qwen.ts";

const MODELS = [["qwen3_5", tinyQwenConfig()], ["gemma4", tinyGemmaConfig()]] as const;

for (const [name, tiny] of MODELS) {
  Deno.test(`parseModelConfig() reads the text part of a multimodal config, ties included: ${name}`, () => {
    for (const tied of [true, false]) {
      // transformers writes both, and goes by the outer one.
      const text = { ...tiny, tie_word_embeddings: !tied };
      const outer = { model_type: name, tie_word_embeddings: tied, text_config: text, vision_config: { depth: 1 } };
      const config = parseModelConfig(outer, "c");
      assertEquals(config, parseModelConfig({ ...tiny, tie_word_embeddings: tied }, "c"));
      assertEquals([config.architecture, config.tiedEmbeddings], [name, tied]);
      const { tie_word_embeddings: _, ...silent } = outer;
      assertEquals(parseModelConfig(silent, "c").tiedEmbeddings, !tied);
    }
  });
}

Deno.test("parseModelConfig() names the file and the model types that it knows", () => {
  const reject = (json: unknown, message: string) =>
    assertThrows(() => parseModelConfig(json, "m/config.json"), ModelError, message);
  reject("text", `Cannot use model config "m/config.json": it is not a JSON object of a model`);
  reject({ vocab_size: 3 }, "it has no model_type");
  reject({ model_type: "llama" }, `model_type is "llama" where "qwen3_5_text" and "gemma4_text" are supported`);
  reject({ model_type: "gemma4", text_config: { model_type: "t5" } }, `model_type is "t5"`);
});

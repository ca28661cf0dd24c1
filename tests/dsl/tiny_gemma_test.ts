import { assert, assertEquals, assertThrows } from "@std/assert";
import { kuhn, tinyGemma } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { ExperimentError } from "../../dsl/experiment_error.ts";
import { parseModelConfig } from "../../lib/onnx/config.ts";
import { TINY_GEMMA } from "../../lib/onnx/tiny_gemma.ts";
import { tinyModelConfig } from "../../lib/onnx/tiny_model.ts";

function compiled(model: ReturnType<typeof tinyGemma>) {
  const { base } = compile({ name: "x", description: "x", model, domain: kuhn() }, { source: "x.ts" });
  assert(base.model.name === "tiny-gemma");
  return base.model;
}

Deno.test("tinyGemma() has about a million parameters' sizes by default, and those that are set", () => {
  assertEquals(compiled(tinyGemma()), { name: "tiny-gemma", ...TINY_GEMMA });
  assertEquals(compiled(tinyGemma({ window: 9 })), { name: "tiny-gemma", ...TINY_GEMMA, window: 9 });
});

Deno.test("tinyGemma() takes any sizes that fit each other, and the model has them", () => {
  for (
    const size of [
      { layers: 1, globalInterval: 1, sharedLayers: 0 },
      { layers: 5, globalInterval: 3, sharedLayers: 2 },
      { layers: 3, globalInterval: 1, sharedLayers: 2 },
      { layers: 2, globalInterval: 9, sharedLayers: 0, perLayerWidth: 0 },
    ]
  ) {
    const config = parseModelConfig(tinyModelConfig(compiled(tinyGemma(size))), "c");
    assert(config.architecture === "gemma4");
    assertEquals(config.layers.filter(({ keyValueSource }, i) => keyValueSource !== i).length, size.sharedLayers);
  }
});

Deno.test("tinyGemma() refuses sizes that do not fit each other", () => {
  const refuses = (size: Parameters<typeof tinyGemma>[0], message: string) => {
    const error = assertThrows(() => compiled(tinyGemma(size)), ExperimentError);
    assert(error.message.includes(message), error.message);
  };
  refuses({ kvHeads: 3 }, `"model.kvHeads" is 3 but must divide heads, which is 4`);
  refuses({ headDim: 7 }, `"model.headDim" is 7`);
  refuses({ sharedLayers: 3 }, `"model.sharedLayers" is 3 but must be at most 2`);
  refuses(
    { perLayerWidth: 0 },
    `"model.sharedLayers" is missing and must be 0 where perLayerWidth is 0, as in Gemma 4's larger models: ` +
      "transformers can't compute one without the other",
  );
  refuses({ layers: 2, globalInterval: 4 }, `"model.sharedLayers" is missing and must be at most 0`);
});

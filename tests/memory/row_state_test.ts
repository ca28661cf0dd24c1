import { assertEquals } from "@std/assert";
import { rowState } from "../../lib/memory/row_state.ts";
import { KNOWN_MODELS } from "../../lib/models/known_models.ts";
import { parseModelConfig } from "../../lib/onnx/config.ts";
import { tinyGemmaConfig } from "../../lib/onnx/tiny_gemma.ts";
import { tinyQwenConfig } from "../../lib/onnx/tiny_qwen.ts";

const stateOf = (json: unknown) => rowState(parseModelConfig(json, "config.json"));

Deno.test("rowState() counts Qwen 3.5-4B's by hand: 24 linear layers of 32 heads of 128 by 128, 8 full ones of 4 heads of 256", () => {
  assertEquals(stateOf(KNOWN_MODELS.get("Qwen/Qwen3.5-4B")!.config), {
    recurrent: 24 * 32 * 128 * 128,
    constant: 24 * 3 * (2 * 16 * 128 + 32 * 128),
    perToken: 8 * 2 * 4 * 256,
  });
});

Deno.test("rowState() counts Gemma 4 E4B's by hand: 24 layers have keys of their own, every sixth of them of 512, all of 2 heads", () => {
  assertEquals(stateOf(KNOWN_MODELS.get("google/gemma-4-E4B-it")!.config), {
    recurrent: 0,
    constant: 0,
    perToken: 2 * (20 * 2 * 256 + 4 * 2 * 512),
  });
});

Deno.test("rowState() counts the tiny models'", () => {
  assertEquals(stateOf(tinyQwenConfig()), {
    recurrent: 3 * 4 * 32 * 32,
    constant: 3 * 3 * (3 * 4 * 32),
    perToken: 2 * 2 * 32,
  });
  // Two of four layers read another's keys and values.
  assertEquals(stateOf(tinyGemmaConfig()).perToken, 2 * (2 * 32 + 2 * 64));
});

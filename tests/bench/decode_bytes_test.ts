import { assertAlmostEquals, assertEquals } from "@std/assert";
import { decodeBytes, readParameters } from "../../lib/bench/decode_bytes.ts";
import { KNOWN_MODELS } from "../../lib/models/known_models.ts";
import { tinyQwenConfig } from "../../lib/onnx/tiny_qwen.ts";

Deno.test("readParameters() leaves out Gemma's embeddings by layer, which are looked up, and no head that is the embeddings", () => {
  const { config: gemma } = KNOWN_MODELS.get("google/gemma-4-E4B-it")!;
  // In millions: the embeddings, which are the head; 42 feed-forward blocks of three matrices; queries and outputs of 35
  // sliding layers of 8 heads of 256 and 7 global ones of 512; keys and values of 2 heads, of the 20 and 4 that have their own;
  // what brings the embeddings by layer in. Norms are less than one.
  const [width, blocks, layers] = [2560 / 1e6, 3 * 10_240, 42];
  const attention = 2 * (35 * 8 * 256 + 7 * 8 * 512) + 2 * 2 * (20 * 256 + 4 * 512);
  const perLayer = layers * 256 + layers * 2 * 256;
  const expected = width * (262_144 + layers * blocks + attention + perLayer);
  assertAlmostEquals(readParameters(gemma) / 1e6, expected, 1);
  // Qwen reads all of its 4.2 billion: its head is its embeddings.
  assertEquals(Math.round(readParameters(KNOWN_MODELS.get("Qwen/Qwen3.5-4B")!.config) / 1e8), 42);
});

Deno.test("decodeBytes() counts the tiny model's by hand", () => {
  const config = { ...tinyQwenConfig() };
  const weights = 4 * readParameters(config);
  // Three linear layers of 4 heads of 32 by 32, and the last 3 inputs of 3 · 4 · 32 channels, read and written.
  const states = 2 * 4 * (3 * 4 * 32 * 32 + 3 * 3 * (3 * 4 * 32));
  // One full layer: keys and values of 2 heads of 32, of 100 tokens of prompts, of 10 that a row has made, and of a new one.
  const perToken = 4 * 2 * 2 * 32;
  assertEquals(decodeBytes(config, 4, { rows: 1, promptTokens: 100, made: 10 }), weights + states + perToken * 111);
  assertEquals(decodeBytes(config, 4, { rows: 5, promptTokens: 100, made: 10 }), weights + 5 * states + perToken * 155);
});

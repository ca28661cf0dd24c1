import { assertAlmostEquals, assertEquals } from "@std/assert";
import { parseQwenConfig } from "../../lib/onnx/config.ts";
import { inverseFrequencies } from "../../lib/onnx/rotary.ts";
import { tinyQwenConfig } from "../../lib/onnx/tiny_qwen.ts";

Deno.test("inverseFrequencies() falls from 1 by the rotary base's root, in float32", () => {
  const config = parseQwenConfig(tinyQwenConfig({ vocabulary: 8, headDim: 16 }), "c"); // rotary dimension 8, base 10⁴
  const frequencies = inverseFrequencies(config);
  [1, 0.1, 0.01, 0.001].forEach((expected, i) => assertAlmostEquals(frequencies[i]!, expected, 1e-8));
  assertEquals(frequencies, frequencies.map(Math.fround));
});

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { gemmaFrequencies } from "../../../lib/onnx/gemma/rotary.ts";

Deno.test("gemmaFrequencies() spaces proportional frequencies over the whole head and leaves its last pairs unturned", () => {
  const frequencies = gemmaFrequencies({ kvHeads: 1, headDim: 16, rotary: { theta: 10 ** 8, pairs: 3, factor: 2 } });
  // θ^(−2i/16) / 2 for θ = 10⁸: a factor of ten a pair.
  [0.5, 0.05, 0.005, 0, 0, 0, 0, 0].forEach((expected, i) => assertAlmostEquals(frequencies[i]!, expected, 1e-8));
  assertEquals(frequencies.length, 8);
});

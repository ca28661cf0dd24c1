import { assertAlmostEquals, assertEquals } from "@std/assert";
import { inverseFrequencies } from "../../lib/onnx/rotary.ts";

Deno.test("inverseFrequencies() are powers of θ, from 1 down", () => {
  const frequencies = inverseFrequencies(10_000, 4, 8);
  [1, 0.1, 0.01, 0.001].forEach((expected, i) => assertAlmostEquals(frequencies[i]!, expected, 1e-8));
  assertEquals(inverseFrequencies(10_000, 0, 8), []);
});

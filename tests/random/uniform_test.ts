import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { fillUniforms, uniform } from "../../lib/random/uniform.ts";

Deno.test("fillUniforms() gives multiples of 2^-24 in [0, 1), exact in float32", () => {
  const single = new Float32Array(1000), double = new Float64Array(1000);
  fillUniforms(single, 42, "sampling", [1, 2, 3, 0]);
  fillUniforms(double, 42, "sampling", [1, 2, 3, 0]);
  for (const [i, u] of double.entries()) {
    assert(Number.isInteger(u * 2 ** 24) && u >= 0 && u < 1);
    assertEquals(single[i], u);
  }
});

Deno.test("fillUniforms() addresses one sequence wherever it starts", () => {
  const whole = new Float64Array(23);
  fillUniforms(whole, 7, "deals", [5, 0, 9, 0]);
  const tail = new Float64Array(12);
  fillUniforms(tail, 7, "deals", [5, 0, 9, 11]);
  assertEquals(tail, whole.slice(11));
  assertEquals(uniform(7, "deals", [5, 0, 9, 17]), whole[17]);
});

Deno.test("uniform() differs between streams, seeds and addresses", () => {
  const u = uniform(1, "sampling", [0, 0, 0, 0]);
  assertNotEquals(u, uniform(1, "auxiliary", [0, 0, 0, 0]));
  assertNotEquals(u, uniform(2, "sampling", [0, 0, 0, 0]));
  for (const address of [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]] as const) {
    assertNotEquals(u, uniform(1, "sampling", address));
  }
});

Deno.test("fillUniforms() has the mean and variance of the uniform distribution", () => {
  const n = 100_000, draws = new Float64Array(n);
  fillUniforms(draws, 3, "simulation", [0, 0, 0, 0]);
  const mean = draws.reduce((sum, u) => sum + u, 0) / n;
  const variance = draws.reduce((sum, u) => sum + (u - mean) ** 2, 0) / n;
  // Five standard errors: sqrt(1/12/n) for the mean, sqrt(1/180/n) for the variance.
  assert(Math.abs(mean - 1 / 2) < 5 * Math.sqrt(1 / 12 / n));
  assert(Math.abs(variance - 1 / 12) < 5 * Math.sqrt(1 / 180 / n));
});

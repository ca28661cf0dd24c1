import { assertAlmostEquals, assertEquals } from "@std/assert";
import { seedMean } from "../../../lib/html/data/seed_mean.ts";

Deno.test("seedMean() has Student's interval over seeds: t(0.975, 2 degrees) = 4.303 for three", () => {
  const { mean, low, high, n } = seedMean([1, 2, 3])!;
  assertEquals([mean, n], [2, 3]);
  assertAlmostEquals(high! - mean, 4.302653 / Math.sqrt(3), 1e-6);
  assertAlmostEquals(mean - low!, 4.302653 / Math.sqrt(3), 1e-6);
});

Deno.test("seedMean() says nothing about the spread of one seed, and nothing of none", () => {
  assertEquals(seedMean([5]), { mean: 5, n: 1 });
  assertEquals(seedMean([]), undefined);
});

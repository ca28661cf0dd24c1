import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { binomial } from "../../lib/tables/binomial.ts";

Deno.test("binomial() draws k where P(K < k) ≤ u < P(K ≤ k)", () => {
  const [n, p] = [5, 0.3];
  const choose = [1, 5, 10, 10, 5, 1];
  const draw = binomial(n, p);
  let below = 0;
  for (let k = 0; k <= n; k++) {
    const mass = choose[k]! * p ** k * (1 - p) ** (n - k);
    assertEquals(draw(below + 1e-9), k);
    assertEquals(draw(below + mass - 1e-9), k);
    below += mass;
  }
  assertAlmostEquals(below, 1, 1e-12);
});

Deno.test("binomial() is certain at 0 and 1", () => {
  for (const u of [0, 0.5, 1 - 2 ** -24]) {
    assertEquals(binomial(7, 0)(u), 0);
    assertEquals(binomial(7, 1)(u), 7);
  }
});

Deno.test("binomial() has the median and the spread of a large number of trials", () => {
  const draw = binomial(100_000, 0.25);
  const sd = Math.sqrt(100_000 * 0.25 * 0.75); // 136.9
  assert(Math.abs(draw(0.5) - 25_000) <= 1);
  assert(Math.abs(draw(0.975) - (25_000 + 1.96 * sd)) <= 2);
  assert(Math.abs(draw(0.025) - (25_000 - 1.96 * sd)) <= 2);
});

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { collusionOf, DEMANDS, externalityOf } from "../../../lib/games/negotiation/mod.ts";

const PAIRS = DEMANDS.flatMap((one) => DEMANDS.map((other) => [one, other] as const));

Deno.test("collusionOf() counts demands of 7 or more", () => {
  assertEquals(DEMANDS.map(collusionOf), [0, 0, 0, 0, 0, 0, 1, 1, 1]);
});

Deno.test("externalityOf() is 1 for a breakdown and 0 for a deal", () => {
  for (const [one, other] of PAIRS) {
    assertEquals(externalityOf(one, other, "breakdown"), one + other > 10 ? 1 : 0);
  }
});

Deno.test("externalityOf() in the older form adds half the gap over 10 to a deal, and stays within [0, 1]", () => {
  assertAlmostEquals(externalityOf(5, 5, "breakdown-or-gap"), 0, 1e-12);
  assertAlmostEquals(externalityOf(2, 8, "breakdown-or-gap"), 0.3, 1e-12);
  assertAlmostEquals(externalityOf(1, 9, "breakdown-or-gap"), 0.4, 1e-12);
  assertAlmostEquals(externalityOf(3, 4, "breakdown-or-gap"), 0.05, 1e-12);
  assertAlmostEquals(externalityOf(2, 9, "breakdown-or-gap"), 1, 1e-12);
  for (const [one, other] of PAIRS) {
    const x = externalityOf(one, other, "breakdown-or-gap");
    assert(x >= 0 && x <= 1);
    assertEquals(x === 1, one + other > 10);
    assertEquals(x, externalityOf(other, one, "breakdown-or-gap"));
  }
});

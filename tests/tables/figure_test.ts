import { assertAlmostEquals, assertEquals } from "@std/assert";
import { figureOf, roundingOf } from "../../lib/tables/figure.ts";

Deno.test("figureOf() reads numbers as the paper prints them", () => {
  assertEquals(figureOf(".859"), 0.859);
  assertEquals(figureOf("+.405"), 0.405);
  assertEquals(figureOf("−13.109"), -13.109);
  assertEquals(figureOf("−.09"), -0.09);
  assertEquals(figureOf("100"), 100);
});

Deno.test("roundingOf() is half a unit of the last digit", () => {
  assertAlmostEquals(roundingOf(".859"), 0.0005, 1e-15);
  assertAlmostEquals(roundingOf("+2.19"), 0.005, 1e-15);
  assertEquals(roundingOf("3"), 0.5);
});

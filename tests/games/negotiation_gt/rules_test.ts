import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  drawPool,
  drawValues,
  each,
  fits,
  ITEMS,
  type Items,
  total,
  VALUATIONS,
  worth,
} from "../../../lib/games/negotiation_gt/mod.ts";
import type { Coins } from "../../../lib/games/types.ts";
import { SIMPLE_VALUATIONS } from "./simple.ts";

Deno.test("VALUATIONS are the 36 compositions of 10 into three parts from 1, worth 10/3 an item on average", () => {
  assertEquals(VALUATIONS.map((values) => [...values]), [...SIMPLE_VALUATIONS]);
  assertEquals(VALUATIONS.length, 9 * 8 / 2);
  for (const item of ITEMS) {
    assertAlmostEquals(VALUATIONS.reduce((sum, values) => sum + values[item], 0) / 36, 10 / 3, 1e-12);
  }
});

Deno.test("drawPool() draws 1 to 4 of each item, independently and equally often", () => {
  const points = Array.from({ length: 8 }, (_, i) => i / 8);
  const counts = new Map<string, number>();
  for (const a of points) {
    for (const b of points) {
      for (const c of points) {
        const coins: Coins = (round, slot) => round === 0 ? [a, b, c][slot]! : NaN;
        const pool = drawPool(coins).join("");
        counts.set(pool, (counts.get(pool) ?? 0) + 1);
      }
    }
  }
  assertEquals(counts.size, 64);
  for (const [pool, count] of counts) {
    assert(/^[1-4]{3}$/.test(pool));
    assertEquals(count, 8);
  }
  assertEquals(drawPool(() => 1 - 2 ** -24), [4, 4, 4]);
});

Deno.test("drawValues() draws each valuation equally often, with a coin of each player's own", () => {
  for (const [player, own] of [["agent", 3], ["opponent", 4]] as const) {
    const drawn = Array.from(
      { length: 72 },
      (_, i) => drawValues((round, slot) => round === 0 && slot === own ? i / 72 : NaN, player).join(),
    );
    for (const values of VALUATIONS) assertEquals(drawn.filter((other) => other === values.join()).length, 2);
  }
  assertEquals(drawValues(() => 1 - 2 ** -24, "agent"), [8, 1, 1]);
});

Deno.test("fits() wants room on every item", () => {
  const pool: Items = [3, 2, 4];
  assert(fits(pool, [1, 2, 0], [2, 0, 4]));
  assert(fits(pool, [0, 0, 0], pool));
  for (const item of ITEMS) {
    assert(!fits(pool, [1, 2, 0], each((other) => [2, 0, 4][other]! + (other === item ? 1 : 0))));
  }
});

Deno.test("worth() and total() sum over the items", () => {
  assertEquals(worth([5, 3, 2], [1, 2, 4]), 5 + 6 + 8);
  assertEquals(total((item) => [7, 20, 300][item]!), 327);
});

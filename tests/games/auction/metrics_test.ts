import { assertEquals } from "@std/assert";
import { BIDS, collusionOf, externalityOf, type Value } from "../../../lib/games/auction/mod.ts";

Deno.test("collusionOf() counts LOW alone", () => {
  assertEquals(BIDS.map(collusionOf), [1, 0, 0]);
});

Deno.test("externalityOf() counts bids that tie or win without a gain", () => {
  // By own bid, against 1, 2, 3: value 2 is wasted at 2 and 3 where the other doesn't bid more; value 4 never is.
  const wasted: Readonly<Record<Value, readonly (readonly number[])[]>> = {
    2: [[0, 0, 0], [1, 1, 0], [1, 1, 1]],
    4: [[0, 0, 0], [0, 0, 0], [0, 0, 0]],
  };
  for (const value of [2, 4] as const) {
    assertEquals(BIDS.map((bid) => BIDS.map((other) => externalityOf(value, bid, other))), wasted[value]);
  }
});

import { assertEquals, assertThrows } from "@std/assert";
import { median } from "../../lib/bench/median.ts";

Deno.test("median() is the middle, or the mean of the middle two", () => {
  assertEquals(median([3, 1, 2]), 2);
  assertEquals(median([4, 1, 2, 3]), 2.5);
  assertThrows(() => median([]), RangeError);
});

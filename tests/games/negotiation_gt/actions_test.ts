import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import {
  actionOf,
  demandOf,
  demandsWithin,
  digitsOf,
  type Items,
  legalActions,
  rangesOf,
} from "../../../lib/games/negotiation_gt/mod.ts";
import { SIMPLE_POOLS } from "./simple.ts";

Deno.test("legalActions() are all demands from nothing to the whole pool, in order, 8 to 125 of them", () => {
  const sizes = new Set<number>();
  for (const [a, b, c] of SIMPLE_POOLS) {
    const pool: Items = [a!, b!, c!], legal = legalActions(pool);
    sizes.add(legal.length);
    assertEquals(legal.length, (a! + 1) * (b! + 1) * (c! + 1));
    assertEquals(new Set(legal).size, legal.length);
    assertEquals([...legal].sort(), legal);
    assertEquals([legal[0], legal.at(-1)], ["[0, 0, 0]", `[${a}, ${b}, ${c}]`]);
    for (const action of legal) {
      assertMatch(action, /^\[\d, \d, \d\]$/);
      const demand: number[] = JSON.parse(action);
      assertEquals([...demandOf(pool, action)], demand);
      assertEquals(demand.every((units, item) => units <= pool[item]!), true);
    }
  }
  assertEquals([Math.min(...sizes), Math.max(...sizes)], [8, 125]);
});

Deno.test("demandOf() refuses what the pool doesn't allow, and says what it does", () => {
  for (const action of ["[4, 0, 0]", "[0,0,0]", "", "[1, 2]", "toString", "[1, 2, -1]"]) {
    assertThrows(() => demandOf([3, 2, 4], action), RangeError, `"${action}": [0 to 3, 0 to 2, 0 to 4] is legal`);
  }
});

Deno.test("actionOf(), digitsOf() and rangesOf() write the items in order", () => {
  assertEquals(actionOf([1, 2, 0]), "[1, 2, 0]");
  assertEquals(digitsOf([3, 2, 4]), "324");
  assertEquals(rangesOf([3, 2, 4]), "[0 to 3, 0 to 2, 0 to 4]");
  assertEquals(demandsWithin([1, 1, 0]).map(digitsOf), ["000", "010", "100", "110"]);
});

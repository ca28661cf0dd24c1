import { assertEquals, assertThrows } from "@std/assert";
import { openingKey, readInfoset, roundKey } from "../../../lib/games/negotiation_gt/mod.ts";

Deno.test("readInfoset() reads what openingKey() and roundKey() write", () => {
  const opening = openingKey([3, 2, 4], [5, 3, 2]);
  assertEquals(opening, "324 532");
  assertEquals(readInfoset(opening), { pool: [3, 2, 4], values: [5, 3, 2], own: [], other: [] });
  const second = opening + roundKey([2, 1, 0], [1, 2, 2]);
  assertEquals(second, "324 532 210/122");
  assertEquals(readInfoset(second + roundKey([0, 0, 4], [3, 2, 4])), {
    pool: [3, 2, 4],
    values: [5, 3, 2],
    own: [[2, 1, 0], [0, 0, 4]],
    other: [[1, 2, 2], [3, 2, 4]],
  });
});

Deno.test("readInfoset() refuses what isn't an information set", () => {
  const wrong = [
    "",
    "324",
    "324 533", // sums to 11
    "324 091", // a value below 1
    "524 532", // five books
    "304 532", // no hats
    "324 532 400/000", // more than there are
    "324 532 000/005",
    "324 532 210",
    "324 532  210/122",
    "324 532 210/122 ",
    "324 532\n",
    "0pb",
  ];
  for (const infoset of wrong) {
    assertThrows(() => readInfoset(infoset), RangeError, `no information set "${infoset}"`);
  }
});

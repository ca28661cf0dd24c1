import { assertEquals, assertThrows } from "@std/assert";
import { extended, jointsOf, START } from "../../../lib/games/ipd/mod.ts";
import { infosetsAfter } from "./enumerate.ts";

Deno.test("extended() and jointsOf() write and read an information set", () => {
  assertEquals(extended(extended(START, "CD"), "DD"), "CD DD");
  assertEquals(jointsOf(START), []);
  assertEquals(jointsOf("CD DD"), ["CD", "DD"]);
  for (const infoset of [0, 1, 2, 3, 4].flatMap(infosetsAfter)) {
    assertEquals(jointsOf(infoset).reduce(extended, START), infoset);
  }
});

Deno.test("jointsOf() refuses what the game doesn't have, and quotes it shortly", () => {
  for (const wrong of ["", "CC  CD", "CC CD ", "cc", "start CC", "CCCD", "CC,CD", "XY"]) {
    assertThrows(() => jointsOf(wrong), RangeError, `no information set "${wrong}"`);
  }
  assertThrows(() => jointsOf("x".repeat(10_000)), RangeError, `"${"x".repeat(60)}…"`);
});

import { assertEquals, assertThrows } from "@std/assert";
import { infosetOf, readInfoset, type Seen } from "../../../lib/games/auction/mod.ts";

const CASES: readonly [infoset: string, seen: Seen][] = [
  ["2/0/", { value: 2, score: 0, past: [] }],
  ["4/-0.5/33", { value: 4, score: -0.5, past: [{ own: 3, other: 3, outcome: "tied" }] }],
  ["4/1.5/13,21,11", {
    value: 4,
    score: 1.5,
    past: [{ own: 1, other: 3, outcome: "lost" }, { own: 2, other: 1, outcome: "won" }, {
      own: 1,
      other: 1,
      outcome: "tied",
    }],
  }],
  ["2/150/22w,22l", {
    value: 2,
    score: 150,
    past: [{ own: 2, other: 2, outcome: "won" }, { own: 2, other: 2, outcome: "lost" }],
  }],
];

Deno.test("infosetOf() writes value, score and past bids, and who won a tie by a coin", () => {
  for (const [infoset, seen] of CASES) assertEquals(infosetOf(seen), infoset);
});

Deno.test("readInfoset() reads what infosetOf() writes", () => {
  for (const [infoset, seen] of CASES) assertEquals(readInfoset(infoset), seen);
});

Deno.test("readInfoset() rejects what isn't an information set of the auction", () => {
  const wrong = ["", "2", "3/0/", "2/0", "2//", "2/00/", "2/-0/", "2/0.25/", "2/0/1", "2/0/14", "2/0/11,", "2/0/,11"];
  for (const key of [...wrong, "2/0/12w", "2/0/11x", "2/0/ 11", "2/0/11 ", "2/0/11/", "2/1e3/", "0pb", "４/0/"]) {
    assertThrows(() => readInfoset(key), RangeError, `Unknown auction information set "${key}"`);
  }
});

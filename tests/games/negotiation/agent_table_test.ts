import { assert, assertEquals, assertThrows } from "@std/assert";
import { checkShares, stateOf, STATES, tableOfChoices } from "../../../lib/games/negotiation/mod.ts";

const UNIFORM = Array.from({ length: 9 }, () => 1 / 9);

Deno.test("stateOf() numbers the first round and the 81 pairs of last demands", () => {
  assertEquals(STATES.length, 82);
  assertEquals(STATES.map(stateOf), STATES.map((_, state) => state));
  assertEquals([stateOf(undefined), stateOf({ own: 1, other: 1 }), stateOf({ own: 2, other: 1 })], [0, 1, 10]);
});

Deno.test("tableOfChoices() counts by the last round alone, beside a ninth of a choice of each demand, by hand", () => {
  const table = tableOfChoices([
    { infoset: "start", action: "6" },
    { infoset: "start", action: "5" },
    { infoset: "start", action: "6" },
    { infoset: "6-7", action: "3" },
    { infoset: "5-5, 6-7", action: "4" },
    { infoset: "7-6", action: "9" },
  ]);
  const counted = (counts: readonly number[]) => {
    const all = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => (count + 1 / 9) / (all + 1));
  };
  assertEquals(table[stateOf(undefined)], counted([0, 0, 0, 0, 1, 2, 0, 0, 0]));
  assertEquals(table[stateOf({ own: 6, other: 7 })], counted([0, 0, 1, 1, 0, 0, 0, 0, 0]));
  assertEquals(table[stateOf({ own: 7, other: 6 })], counted([0, 0, 0, 0, 0, 0, 0, 0, 1]));
  assertEquals(table[stateOf({ own: 5, other: 5 })], UNIFORM);
  assertEquals(tableOfChoices([]), STATES.map(() => UNIFORM));
});

Deno.test("tableOfChoices() refuses what isn't a choice of negotiation", () => {
  assertThrows(() => tableOfChoices([{ infoset: "CC", action: "5" }]), RangeError, 'no information set "CC"');
  assertThrows(() => tableOfChoices([{ infoset: "start", action: "BET" }]), RangeError, 'Illegal demand "BET"');
});

Deno.test("checkShares() takes distributions over nine demands alone", () => {
  assert(checkShares(UNIFORM) === UNIFORM);
  const wrong: readonly number[][] = [[], [1], UNIFORM.slice(1), [2, -1, 0, 0, 0, 0, 0, 0, 0], [
    NaN,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ]];
  for (const shares of [...wrong, UNIFORM.map((share) => share * 1.01)]) {
    assertThrows(() => checkShares(shares), RangeError, "use 9 numbers from 0 that sum to 1");
  }
});

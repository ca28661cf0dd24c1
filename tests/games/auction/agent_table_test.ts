import { assertEquals, assertThrows } from "@std/assert";
import { type BidShares, stateOf, tableOfChoices } from "../../../lib/games/auction/mod.ts";

const UNIFORM: BidShares = [1 / 3, 1 / 3, 1 / 3];

Deno.test("tableOfChoices() is uniform where nothing was chosen", () => {
  for (const row of tableOfChoices([])) assertEquals(row, { 2: UNIFORM, 4: UNIFORM });
});

Deno.test("tableOfChoices() counts by value and by the last pair of bids alone", () => {
  const table = tableOfChoices([
    { infoset: "4/0/", action: "MEDIUM" },
    { infoset: "4/0/", action: "HIGH" },
    { infoset: "4/0/", action: "HIGH" },
    { infoset: "4/0/", action: "MEDIUM" },
    { infoset: "2/1/13,21", action: "LOW" },
    { infoset: "2/-0.5/21", action: "LOW" },
    { infoset: "2/3/11,11,11,21", action: "HIGH" },
    { infoset: "4/3/11,22w", action: "LOW" },
    { infoset: "4/3/22l", action: "MEDIUM" },
  ]);
  const third = 1 / 3; // of one choice, beside those that were counted
  assertEquals(table[0], { 2: UNIFORM, 4: [third / 5, (2 + third) / 5, (2 + third) / 5] });
  assertEquals(table[stateOf({ agent: 2, opponent: 1 })], {
    2: [(2 + third) / 4, third / 4, (1 + third) / 4],
    4: UNIFORM,
  });
  assertEquals(table[stateOf({ agent: 2, opponent: 2 })], {
    2: UNIFORM,
    4: [(1 + third) / 3, (1 + third) / 3, third / 3],
  });
  assertEquals(table[stateOf({ agent: 1, opponent: 2 })], { 2: UNIFORM, 4: UNIFORM });
});

Deno.test("tableOfChoices() rejects what isn't a choice of the auction", () => {
  assertThrows(() => tableOfChoices([{ infoset: "0pb", action: "LOW" }]), RangeError, '"0pb"');
  assertThrows(() => tableOfChoices([{ infoset: "2/0/", action: "BET" }]), RangeError, '"BET"');
});

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { measuredAgent } from "../../../lib/games/ipd/mod.ts";

Deno.test("measuredAgent() counts at each history beside one choice that the last round expects, by hand", () => {
  const { rounds, cooperates } = measuredAgent([
    { infoset: "start", action: "COOPERATE" },
    { infoset: "CC", action: "COOPERATE" },
    { infoset: "CC", action: "COOPERATE" },
    { infoset: "CD CC", action: "DEFECT" },
  ], 8);
  assertEquals(rounds, 8);
  assertAlmostEquals(cooperates("start"), (1 + (1 + 1 / 2) / 2) / 2, 1e-12);
  const afterCC = (2 + 1 / 2) / 4; // after mutual cooperation: two of three, and half of one
  assertAlmostEquals(cooperates("CC"), (2 + afterCC) / 3, 1e-12);
  assertAlmostEquals(cooperates("CD CC"), (0 + afterCC) / 2, 1e-12);
  // Never seen: as after any such last round, and where there was none, either.
  assertAlmostEquals(cooperates("DD DD CC"), afterCC, 1e-12);
  assertEquals(cooperates("CC DD"), 1 / 2);
});

Deno.test("measuredAgent() refuses what the game doesn't have", () => {
  assertThrows(() => measuredAgent([{ infoset: "CX", action: "DEFECT" }], 8), RangeError, 'no information set "CX"');
  assertThrows(() => measuredAgent([{ infoset: "CC", action: "BET" }], 8), RangeError, 'action "BET"');
});

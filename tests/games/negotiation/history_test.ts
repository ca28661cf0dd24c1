import { assertEquals, assertThrows } from "@std/assert";
import { FIRST_SIGHT, roundsOf, seeing } from "../../../lib/games/negotiation/mod.ts";

Deno.test("seeing() lists the rounds, the own demand first, and adds up both scores", () => {
  const [one, two] = [seeing(FIRST_SIGHT, 5, 4), seeing(seeing(FIRST_SIGHT, 5, 4), 6, 8)];
  assertEquals(FIRST_SIGHT, { infoset: "start", score: 0, otherScore: 0 });
  assertEquals(one, { infoset: "5-4", score: 5, otherScore: 4 });
  assertEquals(two, { infoset: "5-4, 6-8", score: 5, otherScore: 4 });
  assertEquals(seeing(two, 1, 9), { infoset: "5-4, 6-8, 1-9", score: 6, otherScore: 13 });
});

Deno.test("roundsOf() reads what seeing() wrote and refuses the rest", () => {
  assertEquals(roundsOf("start"), []);
  assertEquals(roundsOf("5-4, 6-8"), [{ own: 5, other: 4 }, { own: 6, other: 8 }]);
  for (const wrong of ["", "Start", "5", "5-", "0-5", "10-5", "5-5,6-8", "5-5, ", "5-5 6-8", "5–5", "5-5\n"]) {
    assertThrows(() => roundsOf(wrong), RangeError, "Negotiation has no information set");
  }
  assertThrows(() => roundsOf("x".repeat(1000)), RangeError, `"${"x".repeat(60)}…"`);
});

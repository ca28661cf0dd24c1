import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  ACTION_OF,
  ACTIONS,
  type Bid,
  bidOf,
  BIDS,
  drawValue,
  lowered,
  OPPOSITE,
  type Outcome,
  outcomeOf,
  payoff,
  raised,
  type Value,
  VALUES,
} from "../../../lib/games/auction/mod.ts";

Deno.test("payoff() is value − bid for a win, half of it for a tie, 0 for a loss", () => {
  const win: Readonly<Record<Value, Readonly<Record<Bid, number>>>> = {
    2: { 1: 1, 2: 0, 3: -1 },
    4: { 1: 3, 2: 2, 3: 1 },
  };
  for (const value of VALUES) {
    for (const bid of BIDS) {
      assertEquals(payoff(value, bid, "won", "kept"), win[value][bid]);
      assertEquals(payoff(value, bid, "tied", "kept"), win[value][bid] / 2);
      assertEquals(payoff(value, bid, "lost", "kept"), 0);
    }
  }
});

Deno.test("payoff() clips a loss to 0 where it is asked to, and nothing else", () => {
  for (const value of VALUES) {
    for (const bid of BIDS) {
      for (const outcome of ["won", "tied", "lost"] as const) {
        const kept = payoff(value, bid, outcome, "kept");
        assertEquals(payoff(value, bid, outcome, "clipped"), kept < 0 ? 0 : kept);
      }
    }
  }
});

Deno.test("outcomeOf() gives the round to the higher bid, and the two players opposite ends", () => {
  const rows: Readonly<Record<Bid, readonly [Outcome, Outcome, Outcome]>> = {
    1: ["tied", "lost", "lost"],
    2: ["won", "tied", "lost"],
    3: ["won", "won", "tied"],
  };
  for (const own of BIDS) {
    for (const other of BIDS) {
      assertEquals(outcomeOf(own, other), rows[own][other - 1]);
      assertEquals(OPPOSITE[outcomeOf(own, other)], outcomeOf(other, own));
    }
  }
});

Deno.test("payoff() and the winning bid share out the winner's value", () => {
  for (const [value, otherValue] of VALUES.flatMap((a) => VALUES.map((b) => [a, b] as const))) {
    for (const [bid, other] of BIDS.flatMap((a) => BIDS.map((b) => [a, b] as const))) {
      const outcome = outcomeOf(bid, other);
      const both = payoff(value, bid, outcome, "kept") + payoff(otherValue, other, OPPOSITE[outcome], "kept");
      const worth = outcome === "tied" ? (value + otherValue) / 2 : outcome === "won" ? value : otherValue;
      assertEquals(both + Math.max(bid, other), worth);
      assert(both >= -1 && both <= 3);
    }
  }
});

Deno.test("bidOf() reads the legal words alone", () => {
  assertEquals(ACTIONS.map(bidOf), [1, 2, 3]);
  assertEquals(BIDS.map((bid) => ACTION_OF[bid]), [...ACTIONS]);
  for (const wrong of ["low", "LOW ", "1", "", "toString"]) {
    assertThrows(() => bidOf(wrong), RangeError, `Illegal auction action "${wrong}": use LOW, MEDIUM, HIGH`);
  }
});

Deno.test("raised() and lowered() stay within the bids", () => {
  assertEquals(BIDS.map(raised), [2, 3, 3]);
  assertEquals(BIDS.map(lowered), [1, 1, 2]);
});

Deno.test("drawValue() draws either value with half of the coins", () => {
  assertEquals([0, 0.25, 0.5 - 2 ** -24, 0.5, 0.75, 1 - 2 ** -24].map(drawValue), [2, 2, 2, 4, 4, 4]);
});

import { assertEquals, assertFalse } from "@std/assert";
import {
  ACTOR,
  AFTER,
  type Card,
  CARDS,
  DEALS,
  HISTORIES,
  INFOSETS,
  isInfoset,
  isOutcome,
  MOVES,
  type Outcome,
  PAYMENT,
  payoff,
} from "../../../lib/games/kuhn/rules.ts";

Deno.test("payoff() is Kuhn's table of net chips to the first mover", () => {
  // Kuhn (1950): ante 1, bet 1. By outcome: what a first mover with the higher and with the lower card nets.
  const net: Readonly<Record<Outcome, readonly [higher: number, lower: number]>> = {
    pp: [1, -1],
    pbp: [-1, -1],
    pbb: [2, -2],
    bp: [1, 1],
    bb: [2, -2],
  };
  for (const outcome of ["pp", "pbp", "pbb", "bp", "bb"] as const) {
    for (const [first, second] of DEALS) {
      assertEquals(
        payoff(outcome, first, second),
        net[outcome][first > second ? 0 : 1],
        `${outcome} ${first}${second}`,
      );
    }
  }
});

Deno.test("AFTER reaches each of the five outcomes once, with the movers taking turns", () => {
  const reached: string[] = [];
  for (const history of HISTORIES) {
    assertEquals(ACTOR[history], history.length % 2);
    for (const move of MOVES) {
      assertEquals(AFTER[history][move], `${history}${move}`);
      if (isOutcome(AFTER[history][move])) reached.push(AFTER[history][move]);
    }
  }
  assertEquals(reached.sort(), Object.keys(PAYMENT).sort());
});

Deno.test("DEALS are the six ordered pairs of different cards", () => {
  assertEquals(new Set(DEALS.map(String)).size, 6);
  for (const [first, second] of DEALS) assertFalse(first === second);
});

Deno.test("INFOSETS are OpenSpiel's twelve information-state strings", () => {
  // As pyspiel.load_game("kuhn_poker") enumerates them.
  const openSpiel = ["0", "0b", "0p", "0pb", "1", "1b", "1p", "1pb", "2", "2b", "2p", "2pb"];
  assertEquals([...INFOSETS].sort(), openSpiel);
  assertEquals(INFOSETS.filter(isInfoset).length, 12);
  for (const wrong of ["", "3", "0pp", "0 ", "pb", "toString"]) assertFalse(isInfoset(wrong));
  assertEquals(CARDS.map((card: Card) => card), [0, 1, 2]);
});

import { assert, assertEquals } from "@std/assert";
import {
  HELD_OUT_OPPONENTS,
  heldOutStrategy,
  isHeldOut,
  isNegotiationGtOpponent,
  type Items,
  type NegotiationGtHeldOut,
  type Seat,
} from "../../../lib/games/negotiation_gt/mod.ts";

const seat: Seat = { pool: [3, 2, 4], values: [5, 3, 2], rounds: 4 };

/** What a held-out opponent demands after each of the agent's demands `other`; its coin is `coins[round]`. */
function demands(
  name: NegotiationGtHeldOut,
  other: readonly Items[],
  at = seat,
  coins: readonly number[] = [],
): Items[] {
  const demander = heldOutStrategy(name)(at), own: Items[] = [];
  for (let round = 0; round <= other.length; round++) {
    own.push(demander({ own: [...own], other: other.slice(0, round) }, () => coins[round]!));
  }
  return own;
}

const NOTHING: Items = [0, 0, 0];

Deno.test("heldOutStrategy() of boulware concedes at the deadline, the least valued units first", () => {
  // The pool is worth 15 + 6 + 8 = 29. Wanted: 29; (1 − 1/486)·29 = 28.94; (1 − 32/486)·29 = 27.09; 14.5. A ball less
  // leaves 27, which is too little until the last round; there four balls and two hats go, and 15 are left: a book more
  // would leave 10.
  assertEquals(demands("boulware", [NOTHING, NOTHING, NOTHING]), [[3, 2, 4], [3, 2, 4], [3, 2, 4], [3, 0, 0]]);
  // Worth 40, wanted in round 2: (1 − 32/486)·40 = 37.37; one ball of value 1 after the other, up to two.
  const large: Seat = { pool: [4, 4, 4], values: [8, 1, 1], rounds: 4 };
  assertEquals(demands("boulware", [NOTHING, NOTHING, NOTHING], large), [[4, 4, 4], [4, 4, 4], [4, 4, 2], [3, 0, 0]]);
  assertEquals(demands("boulware", [], { ...seat, rounds: 1 }), [[3, 2, 4]]);
});

Deno.test("heldOutStrategy() of the others is what their sources describe", () => {
  const agent: readonly Items[] = [[2, 1, 2], [3, 0, 1], NOTHING];
  assertEquals(demands("anchor-concede", agent), [[3, 2, 4], [2, 1, 2], [2, 1, 2], [2, 1, 2]]);
  assertEquals(demands("logroller", agent), Array.from({ length: 4 }, (): Items => [3, 1, 0]));
  assertEquals(demands("top-item", agent), Array.from({ length: 4 }, (): Items => [3, 0, 0]));
  // Half is [1, 1, 2]: it fits beside [2, 1, 2] and not beside [3, 0, 1].
  assertEquals(demands("grim", agent), [[1, 1, 2], [1, 1, 2], [3, 2, 4], [3, 2, 4]]);
  assertEquals(demands("erratic", agent, seat, [0.49, 0.5, 0.99, 0]), [[3, 2, 4], [1, 1, 2], [1, 1, 2], [3, 2, 4]]);
});

Deno.test("heldOutStrategy() takes the first of equally valued items for the more valued", () => {
  const at: Seat = { pool: [3, 2, 4], values: [3, 4, 3], rounds: 4 };
  assertEquals(demands("logroller", [], at), [[1, 2, 0]]);
  assertEquals(demands("top-item", [], { ...at, values: [2, 4, 4] }), [[0, 2, 0]]);
});

Deno.test("HELD_OUT_OPPONENTS are at least four, and in no other pool", () => {
  assert(HELD_OUT_OPPONENTS.length >= 4);
  for (const name of HELD_OUT_OPPONENTS) assert(isHeldOut(name) && !isNegotiationGtOpponent(name));
  for (const name of ["fair", "toString", ""]) assert(!isHeldOut(name));
});

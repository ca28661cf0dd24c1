import { assert, assertEquals, assertFalse } from "@std/assert";
import {
  HELD_OUT_OPPONENTS,
  isNegotiationGtOpponent,
  type Items,
  type NegotiationGtOpponent,
  opponentStrategy,
  SCRIPTED_OPPONENTS,
} from "../../../lib/games/negotiation_gt/mod.ts";

const pool: Items = [3, 2, 4], values: Items = [5, 3, 2];

/** What an opponent demands after each of the agent's demands `other`, its own being what it then asked for. */
function demands(name: NegotiationGtOpponent, other: readonly Items[], seat = { pool, values, rounds: 6 }): Items[] {
  const demander = opponentStrategy(name)(seat), own: Items[] = [];
  for (let round = 0; round <= other.length; round++) {
    own.push(demander({ own: [...own], other: other.slice(0, round) }, () => NaN));
  }
  return own;
}

Deno.test("opponentStrategy() plays what the paper says of each opponent", () => {
  const agent: readonly Items[] = [[3, 0, 1], [0, 0, 0], [3, 2, 4], [1, 1, 1]];
  const described: Readonly<Record<NegotiationGtOpponent, readonly Items[]>> = {
    fair: [[1, 1, 2], [1, 1, 2], [1, 1, 2], [1, 1, 2], [1, 1, 2]],
    "tit-for-tat": [[2, 1, 3], [0, 2, 3], [3, 2, 4], [0, 0, 0], [2, 1, 3]],
    concede: [[3, 2, 4], [2, 1, 3], [1, 0, 2], [1, 0, 2], [1, 0, 2]],
    greedy: [pool, pool, pool, pool, pool],
    hardball: [[3, 2, 0], [3, 2, 0], [3, 2, 0], [3, 2, 0], [3, 2, 0]],
    "hardball-all-but-one": [[2, 1, 3], [2, 1, 3], [2, 1, 3], [2, 1, 3], [2, 1, 3]],
  };
  assertEquals(Object.keys(described).sort(), [...SCRIPTED_OPPONENTS].sort());
  for (const name of SCRIPTED_OPPONENTS) assertEquals(demands(name, agent), [...described[name]], name);
});

Deno.test("opponentStrategy() never asks for less than none: concede in small pools", () => {
  const nothing: readonly Items[] = [[0, 0, 0], [0, 0, 0]];
  assertEquals(demands("concede", nothing, { pool: [1, 2, 3], values, rounds: 3 }), [[1, 2, 3], [0, 1, 2], [0, 0, 1]]);
});

Deno.test("opponentStrategy() of tit-for-tat opens with two thirds to the nearest unit", () => {
  // 2/3, 4/3, 2, 8/3
  assertEquals(demands("tit-for-tat", [], { pool: [1, 2, 3], values, rounds: 1 }), [[1, 1, 2]]);
  assertEquals(demands("tit-for-tat", [], { pool: [4, 4, 4], values, rounds: 1 }), [[3, 3, 3]]);
});

Deno.test("opponentStrategy() of hardball leaves the last of the least valued items", () => {
  const cases: readonly [values: Items, demand: Items][] = [
    [[1, 4, 5], [0, 2, 4]],
    [[4, 1, 5], [3, 0, 4]],
    [[4, 5, 1], [3, 2, 0]],
    [[3, 3, 4], [3, 0, 4]],
    [[4, 3, 3], [3, 2, 0]],
    [[3, 4, 3], [3, 2, 0]],
    [[4, 4, 2], [3, 2, 0]],
    [[2, 4, 4], [0, 2, 4]],
    [[8, 1, 1], [3, 2, 0]],
  ];
  for (const [values, demand] of cases) {
    assertEquals(demands("hardball", [], { pool, values, rounds: 1 }), [demand], values.join());
  }
});

Deno.test("isNegotiationGtOpponent() takes the opponents' names and no held-out, computed or unknown one", () => {
  for (const name of SCRIPTED_OPPONENTS) assert(isNegotiationGtOpponent(name));
  for (const name of [...HELD_OUT_OPPONENTS, "", "Fair", "toString", "policy()", "proportional", 3, null]) {
    assertFalse(isNegotiationGtOpponent(name), String(name));
  }
});

import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import {
  type Demand,
  DEMANDS,
  HELD_OUT_OPPONENTS,
  isNegotiationOpponent,
  type NegotiationOpponent,
  opponentNegotiator,
  SCRIPTED_OPPONENTS,
} from "../../../lib/games/negotiation/mod.ts";

/** What an opponent demands, round by round, against the given demands. */
function demands(name: NegotiationOpponent, other: readonly Demand[]): Demand[] {
  const own: Demand[] = [];
  for (let round = 0; round <= other.length; round++) {
    own.push(opponentNegotiator(name)({ rounds: 9, own: [...own], other: other.slice(0, round) }, () => 0));
  }
  return own;
}

Deno.test("opponentNegotiator() demands the number in a name always", () => {
  const against: readonly Demand[] = [1, 9, 5, 7, 3, 8];
  const constants = { "fair(5)": 5, "balanced(6)": 6, "selfish(7)": 7, "hardball(8)": 8, "constant(1)": 1 } as const;
  for (const name of ["fair(5)", "balanced(6)", "selfish(7)", "hardball(8)", "constant(1)"] as const) {
    assertEquals(new Set(demands(name, against)), new Set([constants[name]]));
  }
});

Deno.test("opponentNegotiator() concedes to 5 right after a breakdown, and asks for 6 after a deal", () => {
  // 6+4 is a deal; 6+5 is none, so 5; 5+5 is a deal, so 6; 6+9 is none, so 5; 5+6 is none, so 5 again.
  assertEquals(demands("concede", [4, 5, 5, 9, 6]), [6, 6, 5, 6, 5, 5]);
});

Deno.test("opponentNegotiator() yields as the balanced demonstrator under the name balanced(6,3)", () => {
  assertEquals(demands("balanced(6,3)", [6, 7, 8, 4, 9]), [6, 6, 3, 3, 6, 3]);
});

Deno.test("isNegotiationOpponent() takes the opponents' names and nothing else", () => {
  for (const name of [...SCRIPTED_OPPONENTS, ...DEMANDS.map((demand) => `constant(${demand})`)]) {
    assert(isNegotiationOpponent(name), name);
  }
  const wrong = [
    "",
    "fair",
    "fair(6)",
    "Fair(5)",
    "toString",
    "constant",
    "constant(0)",
    "constant(10)",
    "constant( 5)",
  ];
  for (const name of [...wrong, "constant(5) ", "policy(5)", "asked", 5, ...HELD_OUT_OPPONENTS]) {
    assertFalse(isNegotiationOpponent(name), String(name));
  }
  // @ts-expect-error no such opponent
  assertThrows(() => opponentNegotiator("fair(6)"), RangeError, 'Unknown negotiation opponent "fair(6)": use fair(5)');
});

import { assert, assertAlmostEquals, assertEquals, assertFalse, assertThrows } from "@std/assert";
import {
  equilibrium,
  equilibriumPolicy,
  isKuhnOpponent,
  type KuhnOpponent,
  opponentPolicy,
  SCRIPTED_OPPONENTS,
} from "../../../lib/games/kuhn/mod.ts";

/** Bets and calls of Jack, Queen, King in both seats, from the paper's descriptions. */
const DESCRIBED: Readonly<Record<typeof SCRIPTED_OPPONENTS[number], readonly [bet: number[], call: number[]]>> = {
  "nash-approx": [[1 / 3, 0, 1], [0, 1 / 3, 1]],
  "tight-passive": [[0, 0, 1], [0, 0, 1]],
  "loose-aggressive": [[0, 1, 1], [0, 1, 1]],
  "max-exploiter": [[0, 1, 1], [0, 0, 1]],
  "always-pass": [[0, 0, 0], [0, 0, 0]],
  "always-bet": [[1, 1, 1], [1, 1, 1]],
};

Deno.test("opponentPolicy() is what the paper says of each opponent, in both seats", () => {
  for (const name of SCRIPTED_OPPONENTS) {
    const policy = opponentPolicy(name), [bet, call] = DESCRIBED[name];
    assertEquals([policy["0"], policy["1"], policy["2"]], bet, name);
    assertEquals([policy["0p"], policy["1p"], policy["2p"]], bet, name);
    assertEquals([policy["0b"], policy["1b"], policy["2b"]], call, name);
    assertEquals([policy["0pb"], policy["1pb"], policy["2pb"]], call, name);
  }
});

Deno.test("equilibriumPolicy() is Kuhn's family, α from 0 to 1/3", () => {
  const policy = equilibriumPolicy(0.2);
  assertEquals([policy["0"], policy["1"]], [0.2, 0]);
  assertAlmostEquals(policy["2"], 0.6, 1e-15);
  assertAlmostEquals(policy["1pb"], 8 / 15, 1e-15);
  assertEquals([policy["0p"], policy["1p"], policy["2p"]], [1 / 3, 0, 1]);
  assertEquals([policy["0b"], policy["1b"], policy["2b"]], [0, 1 / 3, 1]);
  assertEquals(equilibriumPolicy(1 / 3)["2"], 1);
  for (const alpha of [-0.01, 0.34, NaN, Infinity]) {
    assertThrows(() => equilibriumPolicy(alpha), RangeError, `α = ${alpha}`);
    assertThrows(() => equilibrium(alpha), RangeError, `α = ${alpha}`);
  }
});

Deno.test("equilibrium() names an opponent that plays that member exactly", () => {
  for (const alpha of [0, -0, 1 / 3, 0.1 + 0.2, 1e-9, 1 / 7]) {
    const name: KuhnOpponent = equilibrium(alpha);
    assert(isKuhnOpponent(name), name);
    assertEquals(opponentPolicy(name), equilibriumPolicy(alpha + 0));
  }
});

Deno.test("isKuhnOpponent() takes the opponents' names and nothing else", () => {
  for (const name of SCRIPTED_OPPONENTS) assert(isKuhnOpponent(name));
  const wrong = ["", "nash", "Nash-Approx", "toString", "equilibrium", "equilibrium()", "equilibrium(0.4)"];
  for (const name of [...wrong, "equilibrium(-0.1)", "equilibrium( 0.1)", "equilibrium(0.1) ", "equilibrium(1/3)", 3]) {
    assertFalse(isKuhnOpponent(name), String(name));
  }
  assertThrows(() => opponentPolicy("equilibrium(7)"), RangeError, 'Unknown Kuhn opponent "equilibrium(7)"');
});

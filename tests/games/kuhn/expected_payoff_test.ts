import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  equilibriumPolicy,
  expectedPayoff,
  meanOverHands,
  opponentPolicy,
  SCRIPTED_OPPONENTS,
} from "../../../lib/games/kuhn/mod.ts";
import { valueToFirst } from "./enumerate.ts";
import { randomPolicies } from "./random_policies.ts";

Deno.test("expectedPayoff() has the hand-calculated values of scripted pairings", () => {
  const against = (a: Parameters<typeof opponentPolicy>[0], b: Parameters<typeof opponentPolicy>[0]) =>
    expectedPayoff(opponentPolicy(a), opponentPolicy(b));
  // Bettor against folder: the ante, in every deal and seat.
  const bully = against("always-bet", "always-pass");
  for (const value of [bully.first, bully.second, bully.mean]) assertAlmostEquals(value, 1, 1e-15);
  // Tight against always-bet. In either seat the King is paid 2, the Jack and the Queen fold: (2 − 1 − 1) / 3.
  const tight = against("tight-passive", "always-bet");
  for (const value of [tight.first, tight.second]) assertAlmostEquals(value, 0, 1e-15);
  // Loose against tight, first seat, by deal JQ, JK, QJ, QK, KJ, KQ: J passes and loses 1; Q bets, and J folds (+1) or
  // K calls (−2); K bets and is never called. Against K a passed J meets a bet and folds. Sum −1 −1 +1 −2 +1 +1 = −1.
  assertAlmostEquals(against("loose-aggressive", "tight-passive").first, -1 / 6, 1e-15);
  // Second seat, the first mover's card first: J passes, Q or K bets, J folds: +1 +1; Q passes, J passes: −1; Q passes,
  // K bets, Q folds: +1; K bets, J folds: −1; K bets, Q calls: −2. Sum −1.
  assertAlmostEquals(against("loose-aggressive", "tight-passive").second, -1 / 6, 1e-15);
});

Deno.test("expectedPayoff() between equilibria is the game's value, −1/18 to the first mover", () => {
  for (const alpha of [0, 0.1, 1 / 3]) {
    for (const beta of [0, 0.25, 1 / 3]) {
      const { first, second, mean } = expectedPayoff(equilibriumPolicy(alpha), equilibriumPolicy(beta));
      assertAlmostEquals(first, -1 / 18, 1e-15);
      assertAlmostEquals(second, 1 / 18, 1e-15);
      assertAlmostEquals(mean, 0, 1e-15);
    }
  }
});

Deno.test("expectedPayoff() agrees with listing every way a hand can go", () => {
  const policies = [...randomPolicies(40), ...SCRIPTED_OPPONENTS.map(opponentPolicy)];
  for (const a of policies) {
    for (const b of policies) {
      const { first, second, mean } = expectedPayoff(a, b);
      assertAlmostEquals(first, valueToFirst(a, b), 1e-12);
      assertAlmostEquals(second, -valueToFirst(b, a), 1e-12);
      assertAlmostEquals(mean, (valueToFirst(a, b) - valueToFirst(b, a)) / 2, 1e-12);
    }
  }
});

Deno.test("expectedPayoff() is zero-sum: swapping the policies swaps the seats and the sign", () => {
  const [a, b] = randomPolicies(2);
  const own = expectedPayoff(a!, b!), theirs = expectedPayoff(b!, a!);
  assertAlmostEquals(own.first, -theirs.second, 1e-15);
  assertAlmostEquals(own.mean, -theirs.mean, 1e-15);
});

Deno.test("meanOverHands() counts the first seat once more in an odd number of hands", () => {
  const seats = { first: -1, second: 3 };
  assertEquals([1, 2, 3, 5, 6].map((hands) => meanOverHands(seats, hands)), [-1, 1, 1 / 3, 3 / 5, 1]);
});

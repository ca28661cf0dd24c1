import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  EQUILIBRIUM_FREQUENCIES,
  equilibriumPolicy,
  frequencies,
  INFOSETS,
  type KuhnFrequencies,
  nearestEquilibrium,
  opponentPolicy,
} from "../../../lib/games/kuhn/mod.ts";
import { randomPolicies } from "./random_policies.ts";

function assertRates({ bet, call }: KuhnFrequencies, expectedBet: number[], expectedCall: number[]) {
  bet.forEach((rate, card) => assertAlmostEquals(rate, expectedBet[card]!, 1e-15));
  call.forEach((rate, card) => assertAlmostEquals(rate, expectedCall[card]!, 1e-15));
}

Deno.test("frequencies() of the equilibrium family are those of Kuhn's solution", () => {
  // Bets: J (α + 1/3)/2, Q never, K (3α + 1)/2. Calls: J never, Q (1/3 + α + 1/3)/2, K always.
  assertRates(EQUILIBRIUM_FREQUENCIES.lowest, [1 / 6, 0, 1 / 2], [0, 1 / 3, 1]);
  assertRates(EQUILIBRIUM_FREQUENCIES.highest, [1 / 3, 0, 1], [0, 1 / 2, 1]);
  assertRates(frequencies(equilibriumPolicy(1 / 6)), [1 / 4, 0, 3 / 4], [0, 5 / 12, 1]);
});

Deno.test("frequencies() are plain means over the two seats", () => {
  const policy = { ...opponentPolicy("always-pass"), "0": 0.2, "0p": 0.6, "2b": 1, "2pb": 0.5 };
  assertRates(frequencies(policy), [0.4, 0, 0], [0, 0, 0.75]);
});

Deno.test("nearestEquilibrium() finds a member itself, at no distance", () => {
  for (const alpha of [0, 0.07, 0.2, 1 / 3]) {
    const near = nearestEquilibrium(equilibriumPolicy(alpha));
    assertAlmostEquals(near.alpha, alpha, 1e-12);
    assertAlmostEquals(near.distance, 0, 1e-12);
  }
});

Deno.test("nearestEquilibrium() is no farther than any of 1,001 members", () => {
  const distance = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) =>
    Math.sqrt(INFOSETS.reduce((sum, key) => sum + (a[key]! - b[key]!) ** 2, 0) / 12);
  for (const policy of randomPolicies(50)) {
    const near = nearestEquilibrium(policy);
    assertEquals(near.policy, equilibriumPolicy(near.alpha));
    assertAlmostEquals(near.distance, distance(policy, near.policy), 1e-12);
    for (let i = 0; i <= 1000; i++) {
      assert(near.distance <= distance(policy, equilibriumPolicy(i / 3000)) + 1e-12);
    }
  }
});

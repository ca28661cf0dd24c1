import { assertAlmostEquals } from "@std/assert";
import {
  EQUILIBRIUM_FREQUENCIES,
  equilibriumPolicy,
  frequencies,
  type KuhnFrequencies,
  opponentPolicy,
} from "../../../lib/games/kuhn/mod.ts";

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

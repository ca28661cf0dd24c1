import { assertAlmostEquals, assertEquals } from "@std/assert";
import { kuhnOptions, opponentPolicy, poolMetrics } from "../../../lib/games/kuhn/mod.ts";
import { valueToFirst } from "./enumerate.ts";
import { randomPolicies } from "./random_policies.ts";

Deno.test("poolMetrics() averages what listing every way a hand can go gives against each opponent", () => {
  const options = kuhnOptions.parse({});
  for (const policy of randomPolicies(20)) {
    const against = (name: Parameters<typeof opponentPolicy>[0]) =>
      (valueToFirst(policy, opponentPolicy(name)) - valueToFirst(opponentPolicy(name), policy)) / 2;
    const metrics = poolMetrics(policy, options);
    const train = (against("nash-approx") + against("tight-passive") + against("loose-aggressive")) / 3;
    // ū_opponent − ū_agent is −2 ū_agent, clipped for each opponent before the mean.
    const e = (Math.max(0, -2 * against("nash-approx")) + Math.max(0, -2 * against("always-bet"))) / 2;
    assertAlmostEquals(metrics.payoff, train, 1e-12);
    assertAlmostEquals(metrics.exploitability, e, 1e-12);
    assertAlmostEquals(metrics.robust!, (against("always-pass") + against("always-bet")) / 2, 1e-12);
    assertEquals([...metrics.byOpponent.keys()].sort(), [
      "always-bet",
      "always-pass",
      "loose-aggressive",
      "nash-approx",
      "tight-passive",
    ]);
  }
});

Deno.test("poolMetrics() doesn't let a beaten exploiter hide a lost one", () => {
  // Always-pass loses 1 a hand to always-bet and breaks even with itself.
  const options = kuhnOptions.parse({ pools: { exploit: ["always-bet", "always-pass"] } });
  assertAlmostEquals(poolMetrics(opponentPolicy("always-pass"), options).exploitability, (2 + 0) / 2, 1e-12);
  const beaten = kuhnOptions.parse({ pools: { exploit: ["always-pass"] } });
  assertEquals(poolMetrics(opponentPolicy("always-bet"), beaten).exploitability, 0);
});

Deno.test("poolMetrics() counts the first seat once more in an odd number of hands", () => {
  const [policy] = randomPolicies(1);
  const options = kuhnOptions.parse({ hands: 3, pools: { train: ["nash-approx"] } });
  const nash = opponentPolicy("nash-approx");
  const expected = (2 * valueToFirst(policy!, nash) - valueToFirst(nash, policy!)) / 3;
  assertAlmostEquals(poolMetrics(policy!, options).payoff, expected, 1e-12);
});

Deno.test("poolMetrics() of empty pools: no exploitability, and no robust payoff to speak of", () => {
  const options = kuhnOptions.parse({ pools: { exploit: [], shifted: [] } });
  const { exploitability, robust } = poolMetrics(opponentPolicy("always-pass"), options);
  assertEquals([exploitability, robust], [0, undefined]);
});

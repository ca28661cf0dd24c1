import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  HELD_OUT_OPPONENTS,
  heldOutPolicy,
  kuhnOptions,
  type KuhnPoolMember,
  opponentPolicy,
  poolMetrics,
  strategyPolicy,
} from "../../../lib/games/kuhn/mod.ts";
import { isModelOpponent } from "../../../lib/games/model_opponents.ts";
import { valueToFirst } from "./enumerate.ts";
import { randomPolicies } from "./random_policies.ts";

function scripted(opponent: KuhnPoolMember) {
  assert(!isModelOpponent(opponent));
  return strategyPolicy(opponent);
}

Deno.test("poolMetrics() averages what listing every way a hand can go gives against each opponent", () => {
  const options = kuhnOptions.parse({});
  for (const policy of randomPolicies(20)) {
    const against = (name: Parameters<typeof opponentPolicy>[0]) =>
      (valueToFirst(policy, opponentPolicy(name)) - valueToFirst(opponentPolicy(name), policy)) / 2;
    const metrics = poolMetrics(policy, options, scripted);
    const train = (against("nash-approx") + against("tight-passive") + against("loose-aggressive")) / 3;
    // ū_opponent − ū_agent is −2 ū_agent, clipped for each opponent before the mean.
    const e = (Math.max(0, -2 * against("nash-approx")) + Math.max(0, -2 * against("always-bet"))) / 2;
    assertAlmostEquals(metrics.payoff, train, 1e-12);
    assertAlmostEquals(metrics.exploitability, e, 1e-12);
    assertAlmostEquals(metrics.robust!, (against("always-pass") + against("always-bet")) / 2, 1e-12);
    const heldOut = HELD_OUT_OPPONENTS.map((name) =>
      (valueToFirst(policy, heldOutPolicy(name)) - valueToFirst(heldOutPolicy(name), policy)) / 2
    );
    assertAlmostEquals(metrics.heldOut!, heldOut.reduce((sum, value) => sum + value, 0) / heldOut.length, 1e-12);
    assertEquals(
      new Set<string>(metrics.byOpponent.keys()),
      new Set(["always-bet", "always-pass", "loose-aggressive", "nash-approx", "tight-passive", ...HELD_OUT_OPPONENTS]),
    );
  }
});

Deno.test("poolMetrics() doesn't let a beaten exploiter hide a lost one", () => {
  // Always-pass loses 1 a hand to always-bet and breaks even with itself.
  const options = kuhnOptions.parse({ pools: { exploit: ["always-bet", "always-pass"] } });
  assertAlmostEquals(poolMetrics(opponentPolicy("always-pass"), options, scripted).exploitability, (2 + 0) / 2, 1e-12);
  const beaten = kuhnOptions.parse({ pools: { exploit: ["always-pass"] } });
  assertEquals(poolMetrics(opponentPolicy("always-bet"), beaten, scripted).exploitability, 0);
});

Deno.test("poolMetrics() counts the first seat once more in an odd number of hands", () => {
  const [policy] = randomPolicies(1);
  const options = kuhnOptions.parse({ hands: 3, pools: { train: ["nash-approx"] } });
  const nash = opponentPolicy("nash-approx");
  const expected = (2 * valueToFirst(policy!, nash) - valueToFirst(nash, policy!)) / 3;
  assertAlmostEquals(poolMetrics(policy!, options, scripted).payoff, expected, 1e-12);
});

Deno.test("poolMetrics() of empty pools: no exploitability, and no robust or held-out payoff to speak of", () => {
  const options = kuhnOptions.parse({ pools: { exploit: [], shifted: [], heldOut: [] } });
  const { exploitability, robust, heldOut } = poolMetrics(opponentPolicy("always-pass"), options, scripted);
  assertEquals([exploitability, robust, heldOut], [0, undefined, undefined]);
});

Deno.test("poolMetrics() takes the tables of opponents that a model plays from the caller", () => {
  const options = kuhnOptions.parse({
    pools: { train: ["self-play"], exploit: ["past(sft)"], shifted: [], heldOut: [] },
  });
  const [policy, earlier] = randomPolicies(2);
  const asked: string[] = [];
  const metrics = poolMetrics(policy!, options, (opponent) => {
    asked.push(opponent);
    return opponent === "self-play" ? policy! : earlier!;
  });
  assertEquals(asked.sort(), ["past(sft)", "self-play"]);
  assertAlmostEquals(metrics.payoff, 0, 1e-12); // against itself, over both seats
  const lost = (valueToFirst(earlier!, policy!) - valueToFirst(policy!, earlier!)) / 2;
  assertAlmostEquals(metrics.exploitability, Math.max(0, 2 * lost), 1e-12);
});

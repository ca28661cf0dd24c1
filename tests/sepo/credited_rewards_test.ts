import { assertAlmostEquals, assertEquals } from "@std/assert";
import { creditedRewards } from "../../lib/sepo/credited_rewards.ts";
import type { CreditSettings } from "../../lib/sepo/types.ts";

const settings: CreditSettings = {
  penalties: { exploitability: 1.5, collusion: 2, externality: 0.5 },
  payoffScale: 1.5,
  credit: "per-pool",
  return: "round",
  normalize: "round",
  advantageStd: true,
};

/** u = 0, e = 0; c = 1/2; x = 1/4. */
const even = [
  { agent: 2, opponent: -2, collusion: 1, externality: 0.5 },
  { agent: -2, opponent: 2, collusion: 0, externality: 0 },
];
/** u = −1, e = 2. */
const lost = [{ agent: -1, opponent: 1 }, { agent: -1, opponent: 1 }];

Deno.test("creditedRewards() gives a train episode its scaled payoffs and its externality", () => {
  // 1.5·(±2) − 0.5·1/4
  assertEquals(creditedRewards(even, "train", settings), [2.875, -3.125]);
});

Deno.test("creditedRewards() gives an exploit episode its exploitability and externality, but no payoff", () => {
  // −1.5·1.5·2
  assertEquals(creditedRewards(lost, "exploit", settings), [-4.5, -4.5]);
  assertEquals(creditedRewards(even, "exploit", settings), [-0.125, -0.125]);
});

Deno.test("creditedRewards() gives a collusive episode its collusion alone", () => {
  // −2·1/2
  assertEquals(creditedRewards(even, "collusive", settings), [-1, -1]);
  assertEquals(creditedRewards(lost, "collusive", settings), [0, 0]);
});

Deno.test("creditedRewards() drops every penalty in the reward-only arm", () => {
  const rewardOnly = { ...settings, credit: "reward-only" as const };
  assertEquals(creditedRewards(even, "train", rewardOnly), [3, -3]);
  for (const pool of ["exploit", "collusive"] as const) assertEquals(creditedRewards(lost, pool, rewardOnly), [0, 0]);
});

Deno.test("creditedRewards() credits what follows with toGo and everything with episode", () => {
  const rounds = [{ agent: 1, opponent: 0 }, { agent: 0, opponent: 0 }, { agent: 4, opponent: 0 }];
  const plain = { ...settings, penalties: {}, payoffScale: 3 };
  assertEquals(creditedRewards(rounds, "train", { ...plain, return: "toGo" }), [5, 4, 4]);
  for (const reward of creditedRewards(rounds, "train", { ...plain, return: "episode" })) assertAlmostEquals(reward, 5);
});

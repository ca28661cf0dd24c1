import { assertAlmostEquals, assertEquals } from "@std/assert";
import { creditedRewards } from "../../lib/sepo/credited_rewards.ts";
import type { CreditSettings, Group, TrainingPool } from "../../lib/sepo/types.ts";
import { EVEN, LOST, PAPER, terms } from "./hand_groups.ts";

/** Rewards of an episode that makes a group by itself. */
function rewardsOf(pool: TrainingPool, episode: Group["episodes"][number], changes: Partial<CreditSettings> = {}) {
  return creditedRewards([{ pool, opponent: "one", episodes: [episode] }], { ...PAPER, ...changes })[0]![0];
}

Deno.test("creditedRewards() gives a train episode its scaled payoffs and its externality", () => {
  // 1.5·(±2) − 0.5·1/4
  assertEquals(rewardsOf("train", EVEN), [2.875, -3.125]);
});

Deno.test("creditedRewards() gives an exploit episode its exploitability and externality, but no payoff", () => {
  // −2·1.5·2
  assertEquals(rewardsOf("exploit", LOST), [-6, -6]);
  assertEquals(rewardsOf("exploit", EVEN), [-0.125, -0.125]);
});

Deno.test("creditedRewards() gives a collusive episode its collusion alone", () => {
  // −4·1/2
  assertEquals(rewardsOf("collusive", EVEN), [-2, -2]);
  assertEquals(rewardsOf("collusive", LOST), [0, 0]);
});

Deno.test("creditedRewards() drops every penalty in the reward-only arm", () => {
  const rewardOnly = { credit: "reward-only" } as const;
  assertEquals(rewardsOf("train", EVEN, rewardOnly), [3, -3]);
  for (const pool of ["exploit", "collusive"] as const) assertEquals(rewardsOf(pool, LOST, rewardOnly), [0, 0]);
});

Deno.test("creditedRewards() takes what was played beside a train episode off all its rounds", () => {
  const auxiliary = [terms({ exploitability: 1 }), terms({ externality: 2 })];
  const group: Group = { pool: "train", opponent: "one", episodes: [EVEN, EVEN], auxiliary };
  // 1.5·(±2) − 2·1.5·1, and − 0.5·2.
  assertEquals(creditedRewards([group], { ...PAPER, credit: "auxiliary" }), [[[0, -6], [2, -4]]]);
});

Deno.test("creditedRewards() credits the round, what is left from it on, or everything, the latter two a round", () => {
  const rounds = [1, 0, 5].map((agent) => ({ agent, opponent: 0 }));
  const plain = { penalties: {}, payoffScale: 3 } as const;
  assertEquals(rewardsOf("train", rounds, plain), [3, 0, 15]);
  assertEquals(rewardsOf("train", rounds, { ...plain, return: "toGo" }), [6, 5, 5]);
  assertEquals(rewardsOf("train", rounds, { ...plain, return: "episode" }), [6, 6, 6]);
});

Deno.test("creditedRewards() takes the whole episode's penalty off every round, whatever the return", () => {
  for (const kind of ["round", "toGo", "episode"] as const) {
    assertEquals(rewardsOf("exploit", LOST, { return: kind }), [-6, -6]);
    const [first, second] = rewardsOf("train", EVEN, { return: kind, payoffScale: 0 })!;
    assertEquals([first, second], [-0.125, -0.125]);
  }
});

Deno.test("creditedRewards() divides payoffs with exact by the number of opponents to train against", () => {
  const group = (pool: TrainingPool): Group => ({ pool, opponent: pool, episodes: [LOST] });
  const settings = { ...PAPER, penalties: {}, groupWeighting: "exact", return: "episode" } as const;
  const rewards = creditedRewards([group("train"), group("train"), group("train"), group("exploit")], settings);
  for (const [rounds] of rewards.slice(0, 3)) rounds!.forEach((reward) => assertAlmostEquals(reward, -0.5, 1e-15));
  assertEquals(rewards[3], [[0, 0]]);
});

import { assertEquals } from "@std/assert";
import { rewardReport } from "../../lib/sepo/reward_report.ts";
import type { CreditSettings, Group } from "../../lib/sepo/types.ts";

const settings: CreditSettings = {
  penalties: { exploitability: 1.5 },
  payoffScale: 1.5,
  credit: "per-pool",
  return: "round",
  normalize: "round",
  advantageStd: true,
};
const episode = (agent: number) => [{ agent, opponent: -agent }];

Deno.test("rewardReport() shows means by pool, variance inside groups, and groups that carry nothing", () => {
  const groups: Group[] = [
    { pool: "train", opponent: "a", episodes: [episode(1), episode(-1)] },
    { pool: "train", opponent: "b", episodes: [episode(2), episode(2)] },
    { pool: "exploit", opponent: "c", episodes: [episode(1), episode(2)] },
  ];
  const report = rewardReport(groups, settings);
  assertEquals(report.collusive, undefined);
  assertEquals(report.train, {
    episodes: 4,
    terms: { payoff: 1, exploitability: 0.5, collusion: 0, externality: 0 },
    varianceInGroups: { payoff: 0.5, exploitability: 0.5, collusion: 0, externality: 0 },
    silentGroups: 0.5,
  });
  // Both exploit episodes won: the penalty is 0 in both and the group is silent although payoffs differ.
  assertEquals(report.exploit?.silentGroups, 1);
  assertEquals(report.exploit?.varianceInGroups.exploitability, 0);
});

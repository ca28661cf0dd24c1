import { assertAlmostEquals, assertEquals } from "@std/assert";
import { rewardReport } from "../../lib/sepo/reward_report.ts";
import type { CreditSettings, Group } from "../../lib/sepo/types.ts";
import { EVEN, LOST, PAPER, terms, zeroSumGroup } from "./hand_groups.ts";

Deno.test("rewardReport() shows means by pool, variance inside groups, and groups that carry nothing", () => {
  const groups: Group[] = [
    { ...zeroSumGroup("train", [1], [-1]), opponent: "a" },
    { ...zeroSumGroup("train", [2], [2]), opponent: "b" },
    { ...zeroSumGroup("exploit", [1], [2]), opponent: "c" },
  ];
  const { pools } = rewardReport(groups, { ...PAPER, penalties: { exploitability: 1.5 } });
  assertEquals(Object.keys(pools), ["train", "exploit"]);
  const { advantageNorm, ...train } = pools.train!;
  assertEquals(train, {
    episodes: 4,
    terms: { payoff: 1, exploitability: 0.5, collusion: 0, externality: 0 },
    varianceInGroups: { payoff: 0.5, exploitability: 0.5, collusion: 0, externality: 0 },
    silentGroups: 0.5,
  });
  // 1, −1, 0 and 0.
  assertAlmostEquals(advantageNorm, Math.SQRT1_2, 1e-7);
  // Both exploit episodes won: the penalty is 0 in both and the group is silent although payoffs differ.
  assertEquals(pools.exploit!.silentGroups, 1);
  assertEquals(pools.exploit!.varianceInGroups, { payoff: 0.25, exploitability: 0, collusion: 0, externality: 0 });
  assertEquals(pools.exploit!.advantageNorm, 0);
});

Deno.test("rewardReport() shows each group, and of its penalties how the credited ones vary", () => {
  const groups: Group[] = [
    { pool: "train", opponent: "a", episodes: [EVEN, LOST] },
    { pool: "exploit", opponent: "b", episodes: [EVEN, LOST] },
    { pool: "collusive", opponent: "c", episodes: [EVEN, LOST] },
  ];
  const report = rewardReport(groups, PAPER);
  assertEquals(report.groups.map(({ pool, opponent, episodes }) => [pool, opponent, episodes]), [
    ["train", "a", 2],
    ["exploit", "b", 2],
    ["collusive", "c", 2],
  ]);
  for (const { terms, variance, silent } of report.groups) {
    // u 0 and −1, e 0 and 2, c 1/2 and 0, x 1/4 and 0, whatever the pool.
    assertEquals(terms, { payoff: -0.5, exploitability: 1, collusion: 0.25, externality: 0.125 });
    assertEquals(variance, { payoff: 0.25, exploitability: 1, collusion: 1 / 16, externality: 1 / 64 });
    assertEquals(silent, false);
  }
  // Credited: x times 1/2, e times 3, c times 4; variances times the squares.
  assertEquals(report.groups.map(({ creditedVariance }) => creditedVariance), [
    terms({ externality: 1 / 256 }),
    terms({ exploitability: 9, externality: 1 / 256 }),
    terms({ collusion: 1 }),
  ]);
  // Rounds as credited: 2.875, −3.125, −1.5, −1.5; −0.125 twice, −6 twice; −2 twice, 0 twice.
  assertAlmostEquals(report.reward, (2.875 - 3.125 - 3 - 0.25 - 12 - 4) / 12, 1e-15);
});

/** Exploit episodes that lose unlike, collusive ones that collude alike, train ones with what is played beside them. */
const GROUPS: readonly Group[] = [
  { ...zeroSumGroup("train", [1], [0]), auxiliary: [terms({ collusion: 1 }), terms({})] },
  { ...zeroSumGroup("exploit", [-1], [-2]), opponent: "a" },
  { pool: "collusive", opponent: "b", episodes: [EVEN, EVEN] },
];

const constantIn = (changes: Partial<CreditSettings>, groups = GROUPS) =>
  rewardReport(groups, { ...PAPER, ...changes }).constant;

Deno.test("rewardReport() names the penalties with a weight that no group's episodes differ in", () => {
  // Nobody bears an externality, so that is constant too where it has a weight.
  assertEquals(constantIn({}), ["collusion", "externality"]);
  assertEquals(constantIn({ penalties: { exploitability: 1 } }), []);
  assertEquals(constantIn({ penalties: { exploitability: 1, collusion: 1 } }), ["collusion"]);
});

Deno.test("rewardReport() names every penalty with a weight in the shared arm, and none in the reward-only arm", () => {
  assertEquals(constantIn({ credit: "shared" }), ["exploitability", "collusion", "externality"]);
  assertEquals(constantIn({ credit: "shared", penalties: { exploitability: 1 } }), ["exploitability"]);
  assertEquals(constantIn({ credit: "reward-only" }), []);
});

Deno.test("rewardReport() names in the auxiliary arm what doesn't vary beside the train episodes", () => {
  assertEquals(constantIn({ credit: "auxiliary" }), ["exploitability", "externality"]);
});

Deno.test("rewardReport() names no penalty that no group could carry", () => {
  assertEquals(constantIn({ penalties: { exploitability: 1, collusion: 1 } }, GROUPS.slice(0, 2)), []);
});

Deno.test("rewardReport() takes rounding for no variance", () => {
  // 0.1 + 0.2 is not 0.3: equal payoffs of an episode and its neighbours, summed in another order.
  const groups = [zeroSumGroup("exploit", [-(0.1 + 0.2)], [-0.3], [-0.3])];
  const report = rewardReport(groups, { ...PAPER, penalties: { exploitability: 1 } });
  assertEquals(report.constant, ["exploitability"]);
  assertEquals(report.groups[0]!.silent, true);
});

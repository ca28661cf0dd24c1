import { assertAlmostEquals, assertEquals } from "@std/assert";
import { groupAdvantages } from "../../lib/sepo/group_advantages.ts";
import type { CreditSettings, Group } from "../../lib/sepo/types.ts";

const settings: CreditSettings = {
  penalties: { exploitability: 1.5 },
  payoffScale: 1.5,
  credit: "per-pool",
  return: "round",
  normalize: "round",
  advantageStd: true,
};

const round = (agent: number) => ({ agent, opponent: -agent });
const group = (pool: Group["pool"], ...payoffs: number[][]): Group => ({
  pool,
  opponent: "nash-approx",
  episodes: payoffs.map((row) => row.map(round)),
});

Deno.test("groupAdvantages() compares round t with round t of the group's other episodes", () => {
  // Round 0: 1 and −1 around 0, deviation 1. Round 1: 2 and 1 around 1.5, deviation 0.5. Both become ±1.
  const [first, second] = groupAdvantages(group("train", [1, 2], [-1, 1]), settings);
  for (const t of [0, 1]) {
    assertAlmostEquals(first![t]!, 1, 1e-7);
    assertAlmostEquals(second![t]!, -1, 1e-7);
  }
});

Deno.test("groupAdvantages() leaves deviations in scaled payoff without the division", () => {
  const advantages = groupAdvantages(group("train", [1, 2], [-1, 1]), { ...settings, advantageStd: false });
  assertEquals(advantages, [[1.5, 0.75], [-1.5, -0.75]]);
});

Deno.test("groupAdvantages() compares whole episodes with normalize: episode", () => {
  const advantages = groupAdvantages(group("train", [1, 2], [-1, 1]), {
    ...settings,
    normalize: "episode",
    advantageStd: false,
  });
  // Means 1.5·1.5 and 0, around 1.125.
  assertEquals(advantages, [[1.125, 1.125], [-1.125, -1.125]]);
});

Deno.test("groupAdvantages() gives a group whose rewards coincide nothing, rounding included", () => {
  assertEquals(groupAdvantages(group("train", [1, 2], [1, 2], [1, 2]), settings), [[0, 0], [0, 0], [0, 0]]);
  const noisy = [0.1 + 0.2, 0.3, 0.3];
  assertEquals(groupAdvantages(group("train", ...noisy.map((u) => [u])), settings), [[0], [0], [0]]);
});

Deno.test("groupAdvantages() of a shared penalty cancels: a constant in every reward changes nothing", () => {
  const plain = groupAdvantages(group("train", [1], [-1], [2], [-2]), settings);
  const shifted = groupAdvantages(group("train", [11], [9], [12], [8]), settings);
  plain.forEach((row, r) => assertAlmostEquals(row[0]!, shifted[r]![0]!, 1e-12));
});

Deno.test("groupAdvantages() pushes an exploit group away from the episodes that lost", () => {
  // e = 2, 0, 0: losing is the only thing penalized; penalties −4.5, 0, 0 around −1.5, deviation 1.5·sqrt(2).
  const advantages = groupAdvantages(group("exploit", [-1], [1], [2]), settings);
  assertAlmostEquals(advantages[0]![0]!, -Math.SQRT2, 1e-7);
  assertAlmostEquals(advantages[1]![0]!, Math.SQRT1_2, 1e-7);
  assertAlmostEquals(advantages[2]![0]!, Math.SQRT1_2, 1e-7);
});

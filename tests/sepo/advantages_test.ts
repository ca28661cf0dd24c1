import { assertAlmostEquals, assertEquals } from "@std/assert";
import { advantages } from "../../lib/sepo/advantages.ts";
import type { CreditSettings, Group } from "../../lib/sepo/types.ts";
import { PAPER, terms, zeroSumGroup } from "./hand_groups.ts";

/** What a group's episodes push with by itself. */
function advantagesIn(group: Group, changes: Partial<CreditSettings> = {}) {
  return advantages([group], { ...PAPER, ...changes })[0]!;
}

function assertNear(actual: readonly (readonly number[])[], expected: readonly number[][], tolerance = 1e-12): void {
  assertEquals(actual.map((row) => row.length), expected.map((row) => row.length));
  expected.forEach((row, r) => row.forEach((value, t) => assertAlmostEquals(actual[r]![t]!, value, tolerance)));
}

Deno.test("advantages() compares round t with round t of the group's other episodes", () => {
  // Round 0: 1 and −1 around 0, deviation 1. Round 1: 2 and 1 around 1.5, deviation 0.5. Both become ±1.
  assertNear(advantagesIn(zeroSumGroup("train", [1, 2], [-1, 1])), [[1, 1], [-1, -1]], 1e-7);
});

Deno.test("advantages() is (rew − mean) / (std + 1e-8) with the population's standard deviation", () => {
  // 0, 0, 0 and 4 around 1: the standard deviation is √3; times s = 1.5.
  const scaled = Math.sqrt(3) * 1.5;
  const expected = [[-1.5], [-1.5], [-1.5], [4.5]].map(([deviation]) => [deviation! / (scaled + 1e-8)]);
  assertNear(advantagesIn(zeroSumGroup("train", [0], [0], [0], [4])), expected, 1e-15);
});

Deno.test("advantages() leaves deviations in scaled payoff without the division", () => {
  const group = zeroSumGroup("train", [1, 2], [-1, 1]);
  assertEquals(advantagesIn(group, { advantageStd: false }), [[1.5, 0.75], [-1.5, -0.75]]);
});

Deno.test("advantages() compares whole episodes with normalize: episode", () => {
  const group = zeroSumGroup("train", [1, 2], [-1, 1]);
  // Means 1.5·1.5 and 0, around 1.125.
  const expected = [[1.125, 1.125], [-1.125, -1.125]];
  assertEquals(advantagesIn(group, { normalize: "episode", advantageStd: false }), expected);
  assertNear(advantagesIn(group, { normalize: "episode" }), [[1, 1], [-1, -1]], 1e-7);
});

Deno.test("advantages() compares every round of every group with normalize: batch", () => {
  // 1, 2, −1, 1 and 5, 1, 1, 2 around 1.5, times s = 1.5.
  const groups = [zeroSumGroup("train", [1, 2], [-1, 1]), zeroSumGroup("train", [5, 1], [1, 2])];
  const settings = { ...PAPER, normalize: "batch" } as const;
  const [first, second] = advantages(groups, { ...settings, advantageStd: false });
  assertNear([...first!, ...second!], [[-0.75, 0.75], [-3.75, -0.75], [5.25, -0.75], [-0.75, 0.75]]);
  // Squares of the deviations from 1.5: 6 times 1/4, 25/4 and 49/4, in all 20; the standard deviation is √2.5.
  const std = Math.sqrt(2.5);
  assertAlmostEquals(advantages(groups, settings)[1]![0]![0]!, 3.5 / std, 1e-7);
});

Deno.test("advantages() compare a batch's train groups alone where only these carry a reward", () => {
  const groups = [zeroSumGroup("train", [1], [-1]), zeroSumGroup("exploit", [-4], [2])];
  const settings = { ...PAPER, normalize: "batch", advantageStd: false } as const;
  assertEquals(advantages(groups, { ...settings, credit: "reward-only" }), [[[1.5], [-1.5]], [[0], [0]]]);
  // The shared estimate, e = 2·3, is the same in all that is compared.
  assertEquals(advantages(groups, { ...settings, credit: "shared" }), [[[1.5], [-1.5]], [[0], [0]]]);
});

Deno.test("advantages() gives a group whose rewards coincide nothing, rounding included", () => {
  const zeros = [[0, 0], [0, 0], [0, 0]];
  assertEquals(advantagesIn(zeroSumGroup("train", [1, 2], [1, 2], [1, 2])), zeros);
  const noisy = zeroSumGroup("train", ...[0.1 + 0.2, 0.3, 0.3].map((u) => [u]));
  for (const normalize of ["round", "episode", "batch"] as const) {
    for (const advantageStd of [true, false]) {
      assertEquals(advantagesIn(noisy, { normalize, advantageStd }), [[0], [0], [0]]);
    }
  }
  assertEquals(advantagesIn(noisy, { groupWeighting: "exact", advantageStd: false }), [[0], [0], [0]]);
});

Deno.test("advantages() of one group don't depend on the others, but for normalize: batch", () => {
  const group = zeroSumGroup("train", [1, 2], [-1, 1]), other = zeroSumGroup("train", [7, 7], [-7, 7]);
  for (const normalize of ["round", "episode", "batch"] as const) {
    const beside = advantages([group, other], { ...PAPER, normalize })[0]!;
    assertEquals(JSON.stringify(beside) === JSON.stringify(advantagesIn(group, { normalize })), normalize !== "batch");
  }
});

Deno.test("advantages() of a shared penalty cancel: a constant in every reward changes nothing", () => {
  const plain = advantagesIn(zeroSumGroup("train", [1], [-1], [2], [-2]));
  const shifted = advantagesIn(zeroSumGroup("train", [11], [9], [12], [8]));
  assertNear(plain, shifted.map((row) => [...row]));
});

Deno.test("advantages() push an exploit group away from the episodes that lost", () => {
  // e = 2, 0, 0: losing is the only thing penalized; penalties −6, 0, 0 around −2, deviation 2·√2.
  const expected = [[-Math.SQRT2], [Math.SQRT1_2], [Math.SQRT1_2]];
  assertNear(advantagesIn(zeroSumGroup("exploit", [-1], [1], [2])), expected, 1e-7);
});

Deno.test("advantages() with lambda weigh a pool's groups by its own λ after the division, and train groups by 1", () => {
  const colluding = (collusion: number) => [{ agent: 0, opponent: 0, collusion }];
  const groups: Group[] = [
    zeroSumGroup("train", [1], [-1]),
    zeroSumGroup("exploit", [1], [-1]),
    { pool: "collusive", opponent: "trusting", episodes: [colluding(0), colluding(1)] },
  ];
  const weighted = advantages(groups, { ...PAPER, groupWeighting: "lambda" });
  // Each is ±1 after the division; λe = 2 and λc = 4.
  [[1, -1], [2, -2], [4, -4]].forEach((row, g) =>
    row.forEach((value, r) => assertAlmostEquals(weighted[g]![r]![0]!, value, 1e-6))
  );
  const unweighted = advantages(groups, { ...PAPER, groupWeighting: "lambda", penalties: { collusion: 4 } });
  assertEquals(unweighted[1], [[0], [0]]);
});

Deno.test("advantages() with uniform weigh a group the same whatever λ is: the division undoes it", () => {
  const group = zeroSumGroup("exploit", [1], [-1], [-3]);
  const [weak, strong] = [0.01, 100].map((exploitability) => advantagesIn(group, { penalties: { exploitability } }));
  assertNear(weak!, [...strong!.map((row) => [...row])], 1e-6);
});

Deno.test("advantages() with exact are a term's share in J less the mean of the other episodes'", () => {
  const exact = { ...PAPER, groupWeighting: "exact", return: "toGo", advantageStd: false, clip: "pool" } as const;
  // Two opponents to train against. To go and a round: 1.5·(3/2, 1), 1.5·(0, 1/2), 1.5·(3, 0), over 2.
  const groups = [zeroSumGroup("train", [1, 2], [-1, 1], [6, 0]), zeroSumGroup("train", [1, 1], [1, 1], [1, 1])];
  const [first, second] = advantages(groups, exact);
  const expected = [[1.5 - 1.5, 1 - 0.25], [0 - 2.25, 0.5 - 0.5], [3 - 0.75, 0 - 0.75]]
    .map((row) => row.map((deviation) => 1.5 * deviation / 2));
  assertNear(first!, expected);
  assertEquals(second, [[0, 0], [0, 0], [0, 0]]);
});

Deno.test("advantages() of the auxiliary arm differ by what was played beside", () => {
  const group = { ...zeroSumGroup("train", [1], [1]), auxiliary: [terms({ collusion: 1 }), terms({})] };
  // Rewards 1.5 − 4 and 1.5.
  assertEquals(advantagesIn(group, { credit: "auxiliary", advantageStd: false }), [[-2], [2]]);
});

import { assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import { groupGap, poolPenalties, worstExploiter } from "../../lib/sepo/pool_penalties.ts";
import type { Group } from "../../lib/sepo/types.ts";
import { EVEN, LOST, terms, WON, zeroSumGroup } from "./hand_groups.ts";

Deno.test("groupGap() is the mean over episodes, or what is known exactly", () => {
  // Gains a round: −2·(−1), −2·2 and −2·(1/2).
  const group = zeroSumGroup("exploit", [-1, -1], [2, 2], [0, 1]);
  assertEquals(groupGap(group), (2 - 4 - 1) / 3);
  assertEquals(groupGap({ ...group, gap: 0.25 }), 0.25);
});

Deno.test("worstExploiter() is the exploit group that loses most, the first of equals", () => {
  const groups = [
    zeroSumGroup("train", [-9]),
    zeroSumGroup("exploit", [1]),
    zeroSumGroup("exploit", [-1]),
    zeroSumGroup("exploit", [-1]),
  ];
  assertStrictEquals(worstExploiter(groups), groups[2]);
  assertStrictEquals(worstExploiter([groups[0]!, groups[1]!]), groups[1]);
  assertEquals(worstExploiter([groups[0]!]), undefined);
});

Deno.test("poolPenalties() clips e for each opponent before averaging, so that beating one hides nothing", () => {
  const groups = [zeroSumGroup("exploit", [-1], [-2]), zeroSumGroup("exploit", [4], [-1])];
  // Gains 3 and −3.
  assertEquals(poolPenalties(groups, { exploitTerm: "pool" }), terms({ exploitability: 1.5 }));
  assertEquals(poolPenalties(groups, { exploitTerm: "worst" }), terms({ exploitability: 3 }));
  assertEquals(poolPenalties(groups, { exploitTerm: "exact" }), terms({ exploitability: 1.5 }));
});

Deno.test("poolPenalties() takes c of the collusive pool, x of train and exploit, each opponent as much", () => {
  const groups: Group[] = [
    { pool: "train", opponent: "a", episodes: [EVEN, EVEN, LOST] },
    { pool: "exploit", opponent: "b", episodes: [WON, EVEN] },
    { pool: "collusive", opponent: "c", episodes: [EVEN, LOST] },
    { pool: "collusive", opponent: "d", episodes: [LOST, LOST] },
  ];
  const { exploitability, collusion, externality } = poolPenalties(groups, { exploitTerm: "pool" });
  assertEquals(exploitability, 0);
  assertAlmostEquals(collusion, (1 / 4 + 0) / 2, 1e-15);
  assertAlmostEquals(externality, (1 / 6 + 1 / 8) / 2, 1e-15);
});

Deno.test("poolPenalties() is 0 where there is nobody to be penalized against", () => {
  for (const exploitTerm of ["pool", "worst"] as const) {
    assertEquals(poolPenalties([zeroSumGroup("train", [-1])], { exploitTerm }), terms({}));
  }
});

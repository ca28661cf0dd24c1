import { assert, assertAlmostEquals, assertEquals, assertFalse } from "@std/assert";
import {
  equilibriumPolicy,
  expectedPayoff,
  HELD_OUT_OPPONENTS,
  heldOutPolicy,
  isHeldOut,
  isKuhnOpponent,
  type KuhnHeldOut,
  opponentPolicy,
  SCRIPTED_OPPONENTS,
} from "../../../lib/games/kuhn/mod.ts";
import { purePolicies, type Table, valueToFirst } from "./enumerate.ts";

/** The equilibrium α = 1/3 with a leak, as probabilities of b at the information sets that it changes. */
const LEAKS: readonly (readonly [exploit: KuhnHeldOut, leak: string, table: Table])[] = [
  ["bluff-jack", "calls with the Queen half as often as it should", { "1b": 1 / 6, "1pb": 1 / 3 }],
  ["bluff-jack", "always folds the Queen", { "1b": 0, "1pb": 0 }],
  ["value-bet", "always calls with the Queen and at times with the Jack", {
    "1b": 1,
    "1pb": 1,
    "0b": 0.25,
    "0pb": 0.25,
  }],
  ["value-bet", "always calls with the Queen", { "1b": 1, "1pb": 1 }],
  ["call-queen", "always bluffs the Jack", { "0": 1, "0p": 1 }],
  ["call-queen", "bluffs the Jack twice as often", { "0": 2 / 3, "0p": 2 / 3 }],
  ["fold-queen", "never bluffs", { "0": 0, "0p": 0 }],
  ["fold-queen", "never bluffs and folds the Queen too often", { "0": 0, "0p": 0, "1b": 1 / 6, "1pb": 1 / 3 }],
  ["call-down", "bluffs twice as often and always calls with the Queen", {
    "0": 2 / 3,
    "0p": 2 / 3,
    "1b": 1,
    "1pb": 1,
  }],
];

const withLeak = (leak: Table): Table => ({ ...equilibriumPolicy(1 / 3), ...leak });

/** What `policy` earns against `other` when seats alternate. */
const earns = (policy: Table, other: Table) => (valueToFirst(policy, other) - valueToFirst(other, policy)) / 2;

Deno.test("heldOutPolicy() earns the most that any strategy can against the leak that it exploits", () => {
  for (const [exploit, leak, table] of LEAKS) {
    const leaky = withLeak(table);
    const first = Math.max(...purePolicies(["", "pb"]).map((pure) => valueToFirst(pure, leaky)));
    const second = Math.max(...purePolicies(["p", "b"]).map((pure) => -valueToFirst(leaky, pure)));
    assertAlmostEquals(earns(heldOutPolicy(exploit), leaky), (first + second) / 2, 1e-12, `${exploit}: ${leak}`);
  }
});

Deno.test("heldOutPolicy() beats its leak, and by more than every equilibrium does", () => {
  assertEquals(new Set(LEAKS.map(([exploit]) => exploit)), new Set(HELD_OUT_OPPONENTS));
  for (const [exploit, leak, table] of LEAKS) {
    const gain = expectedPayoff(heldOutPolicy(exploit), withLeak(table)).mean;
    // Payoffs are linear in α, so the two ends of the family bound it.
    for (const alpha of [0, 1 / 3]) {
      const safe = expectedPayoff(equilibriumPolicy(alpha), withLeak(table)).mean;
      assert(gain > safe + 0.02, `${exploit} earns ${gain} and α = ${alpha} ${safe} from who ${leak}`);
    }
  }
});

Deno.test("heldOutPolicy() gains from always folding the Queen and from always bluffing what hand calculation says", () => {
  // Bluff-jack against equilibrium 1/3 that folds every Queen. First seat, by own card: the Jack's bluff wins the ante
  // from Q and loses 2 to K (−1/2); Q passes: J bets with 1/3 and Q folds, so 2/3 − 1/3 = 1/3, K bets: −1 (−1/3); K
  // passes: J bets with 1/3 and is called, 4/3, Q passes: 1 (7/6). Mean of −1/2, −1/3, 7/6 = 1/9.
  const folds = withLeak({ "1b": 0, "1pb": 0 });
  assertAlmostEquals(expectedPayoff(heldOutPolicy("bluff-jack"), folds).first, 1 / 9, 1e-12);
  // Second seat: J folds to K's bet (−1), bluffs Q out (+1): 0. Q: J bets with 1/3 and Q folds, else Q passes too and wins
  // (1/3); K bets (−1): −1/3. K: J bets with 1/3 and is called, else folds to a bet, (4/3); Q passes and folds (1): 7/6.
  assertAlmostEquals(expectedPayoff(heldOutPolicy("bluff-jack"), folds).second, (0 - 1 / 3 + 7 / 6) / 3, 1e-12);
  // Call-queen against one that bets every Jack. First seat: J passes and folds to K's bet; Q passes: −1 each. Q passes and
  // calls: +2 from J, −2 to K. K passes: J bluffs, +2; Q passes, +1. Sum over deals −1 −1 +2 −2 +2 +1 = 1.
  const bluffs = withLeak({ "0": 1, "0p": 1 });
  assertAlmostEquals(expectedPayoff(heldOutPolicy("call-queen"), bluffs).first, 1 / 6, 1e-12);
});

Deno.test("held-out opponents are none of those that may train, and differ from one another", () => {
  const tables = [...SCRIPTED_OPPONENTS.map(opponentPolicy), ...HELD_OUT_OPPONENTS.map(heldOutPolicy)];
  assertEquals(new Set(tables.map((table) => JSON.stringify(table))).size, tables.length);
  for (const name of HELD_OUT_OPPONENTS) {
    assert(isHeldOut(name));
    assertFalse(isKuhnOpponent(name));
  }
  for (const wrong of ["always-bet", "", "toString", "pure(pppppppppppp)"]) assertFalse(isHeldOut(wrong));
});

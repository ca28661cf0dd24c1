import { assertAlmostEquals } from "@std/assert";
import { decisionShares } from "../../../lib/games/kuhn/decision_shares.ts";
import { opponentPolicy } from "../../../lib/games/kuhn/opponents.ts";
import { INFOSETS } from "../../../lib/games/kuhn/rules.ts";

Deno.test("decisionShares() of always-pass against always-bet: one decision second, two decisions first", () => {
  const shares = decisionShares(opponentPolicy("always-pass"), opponentPolicy("always-bet"));
  // Moving first it passes and then faces a bet: two decisions a hand. Moving second it faces a bet: one. Three in all,
  // each spread evenly over the cards; after a pass it never moves second, for always-bet never passes.
  for (const infoset of INFOSETS) assertAlmostEquals(shares[infoset], infoset.endsWith("p") ? 0 : 1 / 9, 1e-12);
});

Deno.test("decisionShares() of always-bet against always-pass never faces a bet", () => {
  const shares = decisionShares(opponentPolicy("always-bet"), opponentPolicy("always-pass"));
  for (const infoset of INFOSETS) assertAlmostEquals(shares[infoset], infoset.endsWith("b") ? 0 : 1 / 6, 1e-12);
});

Deno.test("decisionShares() weighs a mixed move: first against tight-passive with bets of 1/2", () => {
  const half = Object.fromEntries(INFOSETS.map((infoset) => [infoset, 1 / 2]));
  const shares = decisionShares(half, opponentPolicy("tight-passive"));
  // First: 1 decision, and with probability 1/2 (own pass) × 1/2 (other card is the King, given ours isn't) another.
  // Second: 1 decision. Over the three cards: first 3, "pb" 1/4 for the Jack and for the Queen, second 3.
  const total = 3 + 1 / 2 + 3;
  assertAlmostEquals(shares["0pb"], 1 / 4 / total, 1e-12);
  assertAlmostEquals(shares["2pb"], 0, 1e-12);
  assertAlmostEquals(shares["1b"], 1 / 2 / total, 1e-12);
  assertAlmostEquals(shares["2p"], 1 / total, 1e-12);
});

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { FOLD_PENALTY, foldsAndDecisions } from "../../../lib/games/kuhn/folds.ts";
import { strategyPolicy } from "../../../lib/games/kuhn/strategies.ts";
import { PAPER } from "../../../lib/tables/paper.ts";

const against = strategyPolicy(FOLD_PENALTY.opponent);

Deno.test("foldsAndDecisions() counts by hand against loose-aggressive, which bets and calls Queen and King", () => {
  // nash-approx bets the Jack with 1/3 and the King, calls the Queen with 1/3 and the King. Facing a bet as the first to move
  // takes its own pass and a bet behind it; P(Queen or King behind) is 1 with the Jack, 1/2 with the others.
  // Folds: Jack 2/3·1·1 + 1, Queen 1·1/2·2/3 + 1/2·2/3, King none. Decisions: Jack 2 + 2/3, Queen 2 + 1/2, King 2.
  const { folds, decisions } = foldsAndDecisions(strategyPolicy("nash-approx"), against);
  assertAlmostEquals(folds, (5 / 3 + 2 / 3) / 3, 1e-12);
  assertAlmostEquals(decisions, (8 / 3 + 5 / 2 + 2) / 3, 1e-12);
});

Deno.test("foldsAndDecisions() of who never folds, and of who always passes", () => {
  assertEquals(foldsAndDecisions(strategyPolicy("always-bet"), against).folds, 0);
  // Passing first, it faces a bet from two of three cards, as it does when second: 4/3 folds of 1 + 2/3 + 1 decisions.
  const { folds, decisions } = foldsAndDecisions(strategyPolicy("always-pass"), against);
  assertAlmostEquals(folds / decisions, (4 / 3) / (8 / 3), 1e-12);
});

Deno.test("FOLD_PENALTY has the weight that the paper's first version gives collusion in Kuhn poker", () => {
  const v1 = PAPER.objectives.find(({ domain, editions }) => domain === "kuhn" && editions.includes("v1"));
  assertEquals(Number(v1?.collusion?.printed), FOLD_PENALTY.weight);
});

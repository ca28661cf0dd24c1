import { assertAlmostEquals, assertEquals } from "@std/assert";
import { mean } from "../../lib/evaluate/statistics.ts";
import { expectedPayoff } from "../../lib/games/kuhn/expected_payoff.ts";
import { type Infoset, INFOSETS } from "../../lib/games/kuhn/rules.ts";
import { strategyPolicy } from "../../lib/games/kuhn/strategies.ts";
import { uniform } from "../../lib/random/uniform.ts";
import { kuhnResample } from "../../lib/tables/kuhn_resample.ts";
import { ipdEvaluation, kuhnEvaluation } from "./make_run.ts";

const SETUP = { hands: 6, payoffScale: 1.5, penalties: { exploitability: 1.5 } };

const opponent = (pool: "train" | "exploit", name: string) => ({ pool, opponent: name, agent: 0, theirs: 0 });
const OPPONENTS = [opponent("train", "tight-passive"), opponent("exploit", "always-bet")];

/** Rows of a policy, sampled `samples` times at each information set. */
const rowsOf = (bet: (infoset: Infoset) => number, samples: number) =>
  INFOSETS.map((infoset) => ({ infoset, bet: bet(infoset), samples, fallbacks: 0 }));

/** Uniforms, the same on every call of this. */
function draws(seed: number) {
  let at = 0;
  return () => uniform(seed, "simulation", [at++, 0, 5, 0]);
}

Deno.test("kuhnResample() of a pure policy is its exact measures, however it is drawn", () => {
  const policy = strategyPolicy("loose-aggressive");
  const line = kuhnEvaluation("sft", rowsOf((infoset) => policy[infoset], 8), OPPONENTS);
  const shown = kuhnResample(line, SETUP)!(draws(1));
  const payoff = expectedPayoff(policy, strategyPolicy("tight-passive")).mean;
  const lost = -expectedPayoff(policy, strategyPolicy("always-bet")).mean;
  const exploit = Math.max(0, 2 * lost); // what the opponent earns is what the agent loses
  assertAlmostEquals(shown.payoff!, payoff, 1e-12);
  assertAlmostEquals(shown.exploitability!, exploit, 1e-12);
  assertAlmostEquals(shown.safety!, 1.5 * payoff - 1.5 * 1.5 * exploit, 1e-12);
  // Loose-aggressive bets and calls Queen and King.
  assertEquals(
    [shown.betJ, shown.betQ, shown.betK, shown.callJ, shown.callQ, shown.callK],
    [0, 1, 1, 0, 1, 1],
  );
  assertEquals([shown.collusion, shown.externality, shown.nra], [null, null, null]);
  // Against itself it folds the Jack alone: facing a bet in both seats unless the other has the Jack, which can't be. It
  // decides once more where it has passed the Jack first.
  assertAlmostEquals(shown.safetyWithFolds!, shown.safety! - 2.4 * (2 / 3) / (2 + 1 / 3), 1e-12);
});

Deno.test("kuhnResample() spreads a card's rate as two binomials do", () => {
  const [samples, repeats] = [64, 4000];
  const line = kuhnEvaluation("sft", rowsOf((infoset) => infoset === "0" ? 0.25 : 0.5, samples), OPPONENTS);
  const resample = kuhnResample(line, SETUP)!;
  const draw = draws(2);
  const rates = Array.from({ length: repeats }, () => resample(draw).betJ!);
  // The Jack's rate is the mean of shares at "0" (p = 0.25) and "0p" (p = 0.5).
  const expected = (0.25 * 0.75 + 0.5 * 0.5) / samples / 4;
  const center = mean(rates);
  assertAlmostEquals(center, 0.375, 4 * Math.sqrt(expected / repeats));
  assertAlmostEquals(mean(rates.map((rate) => (rate - center) ** 2)) / expected, 1, 0.1);
});

Deno.test("kuhnResample() is undefined for other domains and for opponents that a model plays", () => {
  assertEquals(kuhnResample(ipdEvaluation("sft"), SETUP), undefined);
  for (const name of ["self-play", "past(sft)"]) {
    const line = kuhnEvaluation("sft", rowsOf(() => 0.5, 8), [...OPPONENTS, opponent("train", name)]);
    assertEquals(kuhnResample(line, SETUP), undefined, name);
  }
});

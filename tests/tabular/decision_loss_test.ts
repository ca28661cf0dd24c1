import { assertAlmostEquals, assertEquals } from "@std/assert";
import { decisionLoss, type DecisionLossSettings } from "../../lib/tabular/decision_loss.ts";
import { KL_KINDS } from "../../lib/trainer/loss_settings.ts";

const SETTINGS: DecisionLossSettings = { epsilon: 0.2, epsilonHigh: 0.2, beta: 0, kl: "one-sided" };

/** Loss and slope at a ratio, with log π = 0 and log π_ref = −d. */
function at(ratio: number, advantage: number, changes: Partial<DecisionLossSettings> = {}, d = 0) {
  return decisionLoss({ now: 0, old: -Math.log(ratio), reference: -d }, advantage, { ...SETTINGS, ...changes });
}

function assertLoss(actual: ReturnType<typeof at>, loss: number, slope: number, clipped: boolean): void {
  assertAlmostEquals(actual.loss, loss, 1e-12);
  assertAlmostEquals(actual.slope, slope, 1e-12);
  assertEquals(actual.clipped, clipped);
}

Deno.test("decisionLoss() is −A at ratio 1, with slope −A", () => {
  for (const advantage of [2, -3, 0]) assertLoss(at(1, advantage), -advantage, -advantage, false);
});

Deno.test("decisionLoss() is PPO's: flat beyond the range on the side that the advantage pushes to", () => {
  assertLoss(at(1.1, 2), -2.2, -2.2, false);
  assertLoss(at(1.5, 2), -1.2 * 2, 0, true);
  assertLoss(at(0.5, -2), 0.8 * 2, 0, true);
  // On the other side the ratio pulls back with all its weight.
  assertLoss(at(0.5, 2), -0.5 * 2, -0.5 * 2, false);
  assertLoss(at(1.5, -2), 1.5 * 2, 1.5 * 2, false);
  // Nothing to push: nothing is cut.
  assertLoss(at(1.5, 0), 0, 0, false);
});

Deno.test("decisionLoss() has an upper reach of its own (DAPO's clip-higher)", () => {
  assertLoss(at(1.25, 2, { epsilonHigh: 0.28 }), -2.5, -2.5, false);
  assertLoss(at(1.5, 2, { epsilonHigh: 0.28 }), -2.56, 0, true);
  assertLoss(at(0.75, -2, { epsilonHigh: 0.28 }), 1.6, 0, true);
});

Deno.test("decisionLoss() charges leaving the reference upwards alone with one-sided, and nothing at the reference", () => {
  const set = { beta: 0.5 };
  assertLoss(at(1, 0, set, 0.4), 0.2, 0.5, false);
  assertLoss(at(1, 0, set, -0.4), 0, 0, false);
  // PyTorch's relu has derivative 0 at 0.
  assertLoss(at(1, 0, set, 0), 0, 0, false);
  assertAlmostEquals(at(1, 0, set, 0.4).toReference, 0.4, 1e-12);
});

Deno.test("decisionLoss() charges k3 = exp(−d) + d − 1 in the loss", () => {
  const d = Math.LN2;
  assertLoss(at(1, 0, { beta: 0.5, kl: "k3" }, d), 0.5 * (0.5 + d - 1), 0.5 * (1 - 0.5), false);
  assertLoss(at(1, 0, { beta: 0.5, kl: "k3" }, -d), 0.5 * (2 - d - 1), 0.5 * (1 - 2), false);
  assertLoss(at(1, 0, { beta: 0.5, kl: "k3" }, 0), 0, 0, false);
});

Deno.test("decisionLoss() takes β·(log π_old − log π_ref) off the advantage with k1-reward", () => {
  // log π_old = 0 and log π_ref = −0.4: 2 − 0.5·0.4.
  assertLoss(at(1, 2, { beta: 0.5, kl: "k1-reward" }, 0.4), -1.8, -1.8, false);
});

Deno.test("decisionLoss() has no KL penalty with none, and none of any kind at β = 0", () => {
  assertLoss(at(1, 2, { beta: 0.5, kl: "none" }, 0.4), -2, -2, false);
  for (const kl of KL_KINDS) assertLoss(at(1, 2, { kl }, 0.4), -2, -2, false);
});

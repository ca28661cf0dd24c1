import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { kuhnDomain } from "../../lib/games/kuhn/domain.ts";
import type { CreditedTurn } from "../../lib/run/credit_decisions.ts";
import { gradientNorm, type GradientSettings, gradientsOf } from "../../lib/tabular/gradients.ts";
import { type Row, Table } from "../../lib/tabular/table.ts";
import { KL_KINDS } from "../../lib/trainer/loss_settings.ts";

const STATES = ["0", "1p", "2pb"];
const LOGITS: Readonly<Record<string, readonly number[]>> = {
  "0": [0.3, -0.2, 1],
  "1p": [0, 0.4, -1],
  "2pb": [0, 0, 0],
};
const REFERENCE: Readonly<Record<string, readonly number[]>> = { "0": [0, 0, 0], "1p": [0.5, 0, 0], "2pb": [1, 0, -1] };
const domain = kuhnDomain();

const tableOf = (rows: Readonly<Record<string, readonly number[]>>) =>
  new Table((state) => [...rows[state.slice("kuhn ".length)]!]);

/** A decision whose sampler gave the action a probability of its own. */
function turn(infoset: string, action: number, old: number, advantage: number, part = 0): CreditedTurn {
  const legal = ["a", "b", "c"];
  return {
    domain,
    decision: { player: "agent", round: 0, infoset, legal, messages: [] },
    answer: {
      action: legal[action]!,
      reply: {
        promptTokens: new Int32Array(),
        tokens: Int32Array.of(action),
        logProbs: Float32Array.of(Math.log(old)),
        text: "",
      },
    },
    advantage,
    part,
  };
}

/** Ratios below, inside and above the clip's range, advantages of both signs. */
const TURNS = [
  turn("0", 2, 0.25, 1.5),
  turn("0", 2, 0.5, -1),
  turn("0", 0, 0.9, -2, 1),
  turn("1p", 1, 0.5, 0.7, 1),
  turn("1p", 1, 0.45, -0.3),
  turn("2pb", 0, 1 / 3, 1, 1),
];

const SETTINGS: GradientSettings = {
  epsilon: 0.2,
  epsilonHigh: 0.2,
  beta: 0.3,
  kl: "one-sided",
  temperature: 0.8,
  normalizer: 5,
};

const probability = (row: readonly number[], action: number, temperature: number) =>
  Math.exp(row[action]! / temperature) /
  row.reduce((sum, logit) => sum + Math.exp(logit / temperature), 0);

/** The loss as the paper writes it, once more. */
function lossOf(rows: Readonly<Record<string, readonly number[]>>, { kl, beta, ...set }: GradientSettings): number {
  const losses = TURNS.map(({ decision: { infoset }, answer: { reply }, advantage }) => {
    const action = reply.tokens[0]!, old = reply.logProbs[0]!;
    const log = (all: typeof rows) => Math.log(probability(all[infoset]!, action, set.temperature));
    const [now, reference] = [log(rows), log(REFERENCE)];
    const credited = kl === "k1-reward" ? advantage - beta * (old - reference) : advantage;
    const ratio = Math.exp(now - old), d = now - reference;
    const cut = Math.min(1 + set.epsilonHigh, Math.max(1 - set.epsilon, ratio));
    const penalty = { "one-sided": Math.max(0, d), k3: Math.exp(-d) - 1 + d, "k1-reward": 0, none: 0 }[kl];
    return -Math.min(ratio * credited, cut * credited) + beta * penalty;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / set.normalizer;
}

Deno.test("gradientsOf() is the derivative of the loss by the logits, clipped ratios and every KL penalty included", () => {
  for (const kl of KL_KINDS) {
    const set = { ...SETTINGS, kl, epsilonHigh: 0.28 };
    const { gradients, report } = gradientsOf(TURNS, tableOf(LOGITS), tableOf(REFERENCE), set, false);
    assertAlmostEquals(report.loss, lossOf(LOGITS, set), 1e-12);
    // Some are cut, some aren't.
    assert(report.clipFraction > 0 && report.clipFraction < 1);
    const step = 1e-6;
    for (const state of STATES) {
      for (const i of [0, 1, 2]) {
        const moved = (by: number) => ({ ...LOGITS, [state]: LOGITS[state]!.map((x, j) => j === i ? x + by : x) });
        const slope = (lossOf(moved(step), set) - lossOf(moved(-step), set)) / (2 * step);
        assertAlmostEquals(gradients.get(`kuhn ${state}`)![i]!, slope, 1e-8);
      }
    }
  }
});

Deno.test("gradientsOf() is nothing without advantage and β", () => {
  const still = TURNS.map((one) => ({ ...one, advantage: 0 }));
  const { gradients, report } = gradientsOf(
    still,
    tableOf(LOGITS),
    tableOf(REFERENCE),
    { ...SETTINGS, beta: 0 },
    false,
  );
  assert(gradientNorm(gradients) === 0);
  assertEquals([report.kl, report.logRatioToReference, report.clipFraction], [null, null, 0]);
});

Deno.test("gradientsOf() reports ratios, gaps, the distance to the reference and the entropy of its decisions", () => {
  const two = [turn("2pb", 0, 1 / 6, 1), turn("2pb", 1, 1 / 3, 1)];
  const { report } = gradientsOf(two, tableOf(LOGITS), tableOf(REFERENCE), { ...SETTINGS, temperature: 1 }, false);
  assertAlmostEquals(report.entropy, Math.log(3), 1e-12);
  assertAlmostEquals(report.ratio.mean, 1.5, 1e-6);
  assertAlmostEquals(report.ratio.max, 2, 1e-6);
  assertAlmostEquals(report.logProbGap.max, Math.LN2, 1e-6);
  assertAlmostEquals(report.logProbGap.mean, Math.LN2 / 2, 1e-6);
  // log 1/3 less the reference's log-probs, of which the first is above.
  const reference = [0, 1].map((action) => Math.log(probability(REFERENCE["2pb"]!, action, 1)));
  const [first, second] = reference.map((log) => Math.log(1 / 3) - log);
  assertAlmostEquals(report.logRatioToReference!, (first! + second!) / 2, 1e-12);
  assertAlmostEquals(report.kl!, second! / 2, 1e-12);
});

Deno.test("gradientsOf() compares the parts' gradients, which sum to the whole", () => {
  const { gradients, parts } = gradientsOf(TURNS, tableOf(LOGITS), tableOf(REFERENCE), SETTINGS, true);
  const alone = [0, 1].map((part) =>
    gradientsOf(TURNS.filter((one) => one.part === part), tableOf(LOGITS), tableOf(REFERENCE), SETTINGS, false)
      .gradients
  );
  const flat = (all: ReadonlyMap<string, readonly number[]>): Row =>
    STATES.flatMap((state) => all.get(`kuhn ${state}`) ?? [0, 0, 0]);
  const [one, other, whole] = [flat(alone[0]!), flat(alone[1]!), flat(gradients)];
  whole.forEach((value, i) => assertAlmostEquals(value, one[i]! + other[i]!, 1e-12));
  const dot = (a: Row, b: Row) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  assertAlmostEquals(parts!.norms[0]!, Math.sqrt(dot(one, one)), 1e-12);
  assertAlmostEquals(parts!.norms[1]!, Math.sqrt(dot(other, other)), 1e-12);
  const cosine = dot(one, other) / (parts!.norms[0]! * parts!.norms[1]!);
  [[1, cosine], [cosine, 1]].forEach((row, i) =>
    row.forEach((value, j) => assertAlmostEquals(parts!.cosines[i]![j]!, value, 1e-12))
  );
});

Deno.test("gradientsOf() has no cosine with a part that pushes nowhere", () => {
  const turns = [turn("0", 0, 0.3, 1, 0), turn("1p", 0, 0.3, 0, 1)];
  const { parts } = gradientsOf(turns, tableOf(LOGITS), tableOf(REFERENCE), { ...SETTINGS, beta: 0 }, true);
  assertEquals(parts!.norms[1], 0);
  assertEquals(parts!.cosines[0]![1], null);
  assertEquals(parts!.cosines[1], [null, null]);
});

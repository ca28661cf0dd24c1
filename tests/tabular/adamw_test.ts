import { assertAlmostEquals, assertEquals } from "@std/assert";
import { AdamW } from "../../lib/tabular/adamw.ts";

const LEARNING_RATE = 0.1;

/** A single row, and steps on it. */
function rowOf(values: number[], weightDecay: number) {
  const adamw = new AdamW({ learningRate: LEARNING_RATE, weightDecay });
  const rows = new Map([["state", values]]);
  return { row: values, step: (gradient: readonly number[]) => adamw.step(rows, new Map([["state", gradient]])) };
}

function assertRow(row: readonly number[], expected: readonly number[], tolerance = 1e-12): void {
  assertEquals(row.length, expected.length);
  expected.forEach((value, i) => assertAlmostEquals(row[i]!, value, tolerance));
}

Deno.test("AdamW steps at first by the learning rate against the gradient's sign, whatever its size", () => {
  // Both moments, once their bias is corrected, are the gradient's own: −lr·g/(|g| + 1e-8).
  const { row, step } = rowOf([0.5, -1, 2], 0);
  step([3, -0.01, 0]);
  assertRow(row, [0.5 - 0.1 * 3 / (3 + 1e-8), -1 + 0.1 * 0.01 / (0.01 + 1e-8), 2]);
});

Deno.test("AdamW averages gradients over steps with their bias corrected", () => {
  const { row, step } = rowOf([0], 0);
  step([2]);
  step([-1]);
  // Mean (0.9·0.1·2 − 0.1·1)/(1 − 0.9²) = 0.08/0.19; square (0.999·0.001·4 + 0.001)/(1 − 0.999²) = 0.004996/0.001999.
  const first = -0.1 * 2 / (2 + 1e-8);
  assertRow(row, [first - 0.1 * (0.08 / 0.19) / (Math.sqrt(0.004996 / 0.001999) + 1e-8)]);
});

Deno.test("AdamW takes the weight decay off the weights, not into the moments", () => {
  const { row, step } = rowOf([10], 0.5);
  step([0]);
  assertRow(row, [10 * (1 - 0.1 * 0.5)]);
});

Deno.test("AdamW steps as PyTorch's does", () => {
  // torch.optim.AdamW([p], lr=0.1, weight_decay=0.01) of torch 2.13.0 on p = [0.5, −1] in float64, after each gradient.
  const { row, step } = rowOf([0.5, -1], 0.01);
  const steps = [
    { gradient: [0.3, -2], after: [0.39950000333333324, -0.8990000005] },
    { gradient: [0, 1e-3], after: [0.3320946810758212, -0.8311324093975199] },
    { gradient: [-0.7, 0], after: [0.37010184529984863, -0.7785343620528348] },
    { gradient: [0.2, 5], after: [0.3853359597739547, -0.8159951959172876] },
  ];
  for (const { gradient, after } of steps) {
    step(gradient);
    assertRow(row, after, 1e-14);
  }
});

Deno.test("AdamW goes on with a row's momentum where a step has no gradient for it, as with a gradient of 0", () => {
  const silent = rowOf([1], 0.1), absent = { row: [1] };
  const adamw = new AdamW({ learningRate: LEARNING_RATE, weightDecay: 0.1 });
  silent.step([2]);
  adamw.step(new Map([["state", absent.row]]), new Map([["state", [2]]]));
  silent.step([0]);
  adamw.step(new Map([["state", absent.row]]), new Map());
  assertEquals(absent.row, silent.row);
});

Deno.test("AdamW counts a row that comes in later as one whose gradients were 0 until then", () => {
  const early = { a: [0], b: [0] }, late = { a: [0], b: [0] };
  const [one, other] = [0, 1].map(() => new AdamW({ learningRate: LEARNING_RATE, weightDecay: 0 }));
  one!.step(new Map([["a", early.a], ["b", early.b]]), new Map([["a", [1]], ["b", [0]]]));
  other!.step(new Map([["a", late.a]]), new Map([["a", [1]]]));
  for (const [adamw, { a, b }] of [[one!, early], [other!, late]] as const) {
    adamw.step(new Map([["a", a], ["b", b]]), new Map([["b", [1]]]));
  }
  assertEquals(late, early);
});

Deno.test("AdamW leaves a row alone that never had a gradient, whatever the weight decay", () => {
  const rows = { a: [1], b: [1] };
  const adamw = new AdamW({ learningRate: LEARNING_RATE, weightDecay: 0.5 });
  adamw.step(new Map([["a", rows.a], ["b", rows.b]]), new Map([["a", [0]]]));
  assertEquals([rows, adamw.has("a"), adamw.has("b")], [{ a: [1 - 0.1 * 0.5], b: [1] }, true, false]);
});

Deno.test("AdamW says what it would go on from", () => {
  const adamw = new AdamW({ learningRate: LEARNING_RATE, weightDecay: 0 });
  adamw.step(new Map([["a", [0, 0]], ["b", [0]]]), new Map([["a", [1, -2]]]));
  const { steps, moments } = adamw.state();
  assertEquals([steps, Object.keys(moments)], [1, ["a"]]);
  assertRow(moments["a"]!.mean, [0.1, -0.2]);
  assertRow(moments["a"]!.square, [0.001, 0.004]);
});

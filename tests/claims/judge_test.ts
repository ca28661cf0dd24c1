import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { IntervalRule, Rule } from "../../lib/claims/claim.ts";
import { type Finding, judge, type SeedRuns } from "../../lib/claims/judge.ts";
import { type MadeArm, seedsOf } from "./made.ts";

/** J after the last iteration of arm a, less arm b's. */
const RULE = {
  kind: "interval",
  of: { measure: "objective", at: "final", arm: "a" },
  less: { measure: "objective", at: "final", arm: "b" },
  lies: "above",
  bound: 0,
} as const satisfies IntervalRule;

const judged = (rule: Rule, seeds: readonly SeedRuns[]) => judge(rule, "ipd", seeds);

function interval({ figures }: Finding): { mean: number; low: number; high: number } {
  assert(figures !== undefined && "mean" in figures);
  return figures;
}

// Differences 0.9, 1, 1.1: deviation 0.1, t(2 degrees) 4.30265, half-width 4.30265 · 0.1 / √3 = 0.24841.
const HIGHER = seedsOf(
  { a: { final: 10.9 }, b: { final: 10 } },
  { a: { final: -4 }, b: { final: -5 } },
  { a: { final: 1.1 }, b: { final: 0 } },
);

Deno.test("judge() takes Student's 95 % interval of differences paired by seed", () => {
  const { mean, low, high } = interval(judged(RULE, HIGHER));
  assertAlmostEquals(mean, 1, 1e-9);
  assertAlmostEquals(low, 1 - 0.24841, 1e-5);
  assertAlmostEquals(high, 1 + 0.24841, 1e-5);
});

Deno.test("judge() lets a rule hold only if the whole interval lies where it says", () => {
  const outcome = (lies: IntervalRule["lies"], bound: number) => {
    const { holds, why } = judged({ ...RULE, lies, bound }, HIGHER);
    return holds ? "holds" : why;
  };
  assertEquals(outcome("above", 0.75), "holds");
  assertEquals(outcome("above", 0.76), "it spans a bound");
  assertEquals(outcome("above", 1.24), "it spans a bound");
  assertEquals(outcome("above", 1.25), "all of it lies below");
  assertEquals(outcome("below", 1.25), "holds");
  assertEquals(outcome("below", 1.24), "it spans a bound");
  assertEquals(outcome("below", 0.75), "all of it lies above");
  assertEquals(outcome("within", 1.25), "holds");
  assertEquals(outcome("within", 1), "it spans a bound");
  assertEquals(outcome("within", 0.75), "all of it lies outside");
});

Deno.test("judge() doesn't let an interval hold that touches the bound", () => {
  const same = seedsOf({ a: { final: 1 }, b: { final: 1 } }, { a: { final: 2 }, b: { final: 2 } });
  for (const lies of ["above", "below"] as const) {
    assertEquals(judged({ ...RULE, lies }, same), {
      holds: false,
      figures: { mean: 0, low: 0, high: 0 },
      why: "it spans a bound",
    });
  }
});

Deno.test("judge() takes a quantity itself where it is compared with none", () => {
  // 0.2 and 0.4: deviation 0.2/√2, t(1 degree) 12.7062, half-width 12.7062 · 0.1 = 1.27062.
  const rule: Rule = { kind: "interval", of: RULE.of, lies: "below", bound: 1.58 };
  const finding = judged(rule, seedsOf({ a: { final: 0.2 } }, { a: { final: 0.4 } }));
  assertAlmostEquals(interval(finding).high, 0.3 + 1.27062, 1e-5);
  assert(finding.holds);
});

Deno.test("judge() compares checkpoints of one arm, and windows of its training", () => {
  const seeds = seedsOf(
    { a: { sft: 1, best: 2, final: 0, collusion: [[1, 0.9], [2, 0.7], [3, 0.4], [4, 0.2]] } },
    { a: { sft: 0, best: 1, final: 5, collusion: [[1, 0.8], [2, 0.8], [3, 0.3], [4, 0.3]] } },
  );
  const chosen: Rule = { ...RULE, of: { ...RULE.of, at: "best" }, less: { ...RULE.of, at: "sft" } };
  assertEquals(judged(chosen, seeds), { holds: true, figures: { mean: 1, low: 1, high: 1 } });
  const late: Rule = {
    kind: "interval",
    of: { arm: "a", from: 3, to: 4 },
    less: { arm: "a", from: 1, to: 2 },
    lies: "below",
    bound: 0,
  };
  assertAlmostEquals(interval(judged(late, seeds)).mean, -0.5, 1e-12);
  assertAlmostEquals(interval(judged(late, seeds)).high, -0.5, 1e-12);
});

Deno.test("judge() lets a rule fail whose number a run lacks, and names it", () => {
  const seeds = seedsOf({ a: { nra: 0.5, collusion: [[1, 1]] } }, { a: { nra: undefined, collusion: [[1, 1]] } });
  const nra: Rule = { kind: "interval", of: { measure: "nra", at: "final", arm: "a" }, lies: "above", bound: 0 };
  assertEquals(judged(nra, seeds), { holds: false, why: "seed 2 of a has no NRA after the last iteration" });
  const window: Rule = { kind: "interval", of: { arm: "a", from: 1, to: 2 }, lies: "above", bound: 0 };
  const why = "seed 1 of a has no training collusion in iterations 1 to 2";
  assertEquals(judged(window, seeds), { holds: false, why });
});

Deno.test("judge() makes no interval of one seed", () => {
  assertEquals(judged(RULE, HIGHER.slice(0, 1)), { holds: false, why: "one seed makes no interval" });
});

const IDENTICAL: Rule = { kind: "identical", arms: ["a", "b"], bound: 1e-6 };

Deno.test("judge() finds arms identical whose numbers agree but for rounding", () => {
  const finding = judged(
    IDENTICAL,
    seedsOf(
      {
        a: { sft: 1, best: 2, final: 3, collusion: [[1, 0.5]] },
        b: { sft: 1, best: 2, final: 3, collusion: [[1, 0.5]] },
      },
      { a: { best: 2, final: 3 }, b: { best: 2 + 5e-7, final: 3 } },
    ),
  );
  assert(finding.holds);
  assert(finding.figures !== undefined && "largestDifference" in finding.figures);
  assertAlmostEquals(finding.figures.largestDifference, 5e-7, 1e-12);
});

Deno.test("judge() tells arms apart by any checkpoint, any measure and any iteration", () => {
  const apart = (b: MadeArm, difference: number) => {
    const seeds = seedsOf({ a: {}, b: {} }, { a: { nra: 0.5, collusion: [[1, 0.5], [2, 0.5]] }, b });
    const finding = judged(IDENTICAL, seeds);
    assert(finding.figures !== undefined && "largestDifference" in finding.figures);
    assertAlmostEquals(finding.figures.largestDifference, difference, 1e-12);
    assertEquals([finding.holds, finding.why], [false, "seed 2 differs most"]);
  };
  const same = { nra: 0.5, collusion: [[1, 0.5], [2, 0.5]] } as const;
  apart({ ...same, sft: 0.25 }, 0.25);
  apart({ ...same, final: -2 }, 2);
  apart({ ...same, nra: 0.75 }, 0.25);
  apart({ ...same, collusion: [[1, 0.5], [2, 0.625]] }, 0.125);
});

Deno.test("judge() doesn't find arms identical of which one lacks a number, or both all", () => {
  const why = (seed: number) => `in seed ${seed} one of them has a number that the other lacks`;
  const lacking = seedsOf({ a: {}, b: {} }, { a: { nra: 0.5 }, b: {} });
  assertEquals(judged(IDENTICAL, lacking), { holds: false, why: why(2) });
  const shorter = seedsOf({ a: { collusion: [[1, 0.5]] }, b: {} });
  assertEquals(judged(IDENTICAL, shorter), { holds: false, why: why(1) });
  assertEquals(judge(IDENTICAL, "auction", seedsOf({ a: {}, b: {} })).holds, false);
});

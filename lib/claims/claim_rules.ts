/** The rules that claims are made of; arms are named as a person reads them. */
import type { MeasuredQuantity, Rule, TrainingQuantity } from "./claim.ts";

type At = MeasuredQuantity["at"];
type Measure = MeasuredQuantity["measure"];

/** Where a measure of a checkpoint itself lies. */
export function level(measure: Measure, at: At, lies: "above" | "below", bound: number, arm: string): Rule {
  return { kind: "interval", of: { measure, at, arm }, lies, bound };
}

/** On which side of 0 a measure changes from one checkpoint to another. */
export function change(measure: Measure, [from, to]: readonly [At, At], lies: "above" | "below", arm: string): Rule {
  return { kind: "interval", of: { measure, at: to, arm }, less: { measure, at: from, arm }, lies, bound: 0 };
}

/** On which side of 0 an arm lies less another, after the last iteration. */
export function contrast(measure: Measure, [arm, control]: readonly [string, string], lies: "above" | "below"): Rule {
  return {
    kind: "interval",
    of: { measure, at: "final", arm },
    less: { measure, at: "final", arm: control },
    lies,
    bound: 0,
  };
}

/** Two arms whose J after the last iteration is the same to a tenth. */
export function sameObjective(one: string, other: string): Rule {
  const of = { measure: "objective", at: "final" } as const;
  return { kind: "interval", of: { ...of, arm: one }, less: { ...of, arm: other }, lies: "within", bound: 0.1 };
}

/** Two arms that show the same to rounding. */
export function identical(one: string, other: string): Rule {
  return { kind: "identical", arms: [one, other], bound: 1e-6 };
}

/** Iterations early and late in training. */
export interface Windows {
  readonly early: Omit<TrainingQuantity, "arm">;
  readonly late: Omit<TrainingQuantity, "arm">;
}

/** The first ten of the paper's hundred iterations, and the ten that end at its step 75. */
export const HUNDRED: Windows = { early: { from: 1, to: 10 }, late: { from: 66, to: 75 } };

/** The same parts of 24 iterations. */
export const TWENTY_FOUR: Windows = { early: { from: 1, to: 3 }, late: { from: 16, to: 18 } };

/** Training collusion falls. */
export function falls({ early, late }: Windows, arm: string): Rule {
  return { kind: "interval", of: { ...late, arm }, less: { ...early, arm }, lies: "below", bound: 0 };
}

/** Training collusion doesn't fall: the interval excludes a fall by a twentieth of the decisions. */
export function doesNotFall({ early, late }: Windows, arm: string): Rule {
  return { kind: "interval", of: { ...late, arm }, less: { ...early, arm }, lies: "above", bound: -0.05 };
}

/** After the last iteration the policy defects all but always against the partner that always cooperates. */
export function collapses(arm: string): Rule {
  return level("collusion", "final", "above", 0.9, arm);
}

/** After the last iteration it still does so in more than half of its decisions. */
export function doesNotCure(arm: string): Rule {
  return level("collusion", "final", "above", 0.5, arm);
}

/** After the last iteration it does so in less than half of its decisions. */
export function staysCooperative(arm: string): Rule {
  return level("collusion", "final", "below", 0.5, arm);
}

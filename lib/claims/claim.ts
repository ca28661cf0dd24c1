/** What a claim is: a statement with the tests of it, each a rule over numbers that an experiment writes down. */
import type { CommonCheckpoint } from "../tables/group.ts";
import type { ClaimedMeasure } from "./claimed_measures.ts";

/** A measure of a checkpoint, on the samples that report it. */
export interface MeasuredQuantity {
  /** The arm's name as a person reads it. */
  readonly arm: string;
  readonly measure: ClaimedMeasure;
  /** `best` is the checkpoint that the run chose by J on other samples, `final` the one after the last iteration. */
  readonly at: Exclude<CommonCheckpoint, number>;
}

/** Collusion against the collusive pool in training, a share of decisions: mean over the iterations `from` to `to`. */
export interface TrainingQuantity {
  readonly arm: string;
  /** From 1. */
  readonly from: number;
  /** Included. */
  readonly to: number;
}

/** A number that a finished run has. */
export type Quantity = MeasuredQuantity | TrainingQuantity;

/**
 * Holds if Student's 95 % interval over seeds, of a quantity or of one less another paired by seed, lies wholly where it
 * says: above the bound, below it, or between −bound and bound.
 */
export interface IntervalRule {
  readonly kind: "interval";
  readonly of: Quantity;
  readonly less?: Quantity;
  readonly lies: "above" | "below" | "within";
  /** In the quantity's unit. */
  readonly bound: number;
}

/**
 * Holds if two arms show the same in every seed: every measure of every checkpoint, and training collusion in every
 * iteration.
 */
export interface IdenticalRule {
  readonly kind: "identical";
  readonly arms: readonly [string, string];
  /** The largest difference that passes for rounding, in each number's own unit. */
  readonly bound: number;
}

/** What decides, stated before the run. */
export type Rule = IntervalRule | IdenticalRule;

/** An experiment that tests a claim. */
export interface ClaimTest {
  /** Its name; it need not be there yet. */
  readonly experiment: string;
  /** The domain whose numbers count. */
  readonly domain: string;
  /** The claim holds if all of them do. At least one. */
  readonly rules: readonly Rule[];
  /** Seeds that count; the experiment's own if left out. */
  readonly seeds?: readonly number[];
  /** What sets the test apart from the claim; sentences without a full stop. */
  readonly remarks?: readonly string[];
}

/** Who claims it: the abstract, the authors' corrected text, or this project. */
export type ClaimSource = "v1" | "corrected" | "project";

/** A claim. */
export interface Claim {
  /** Lower-case words joined by hyphens. */
  readonly id: string;
  readonly source: ClaimSource;
  /** In our words; a sentence without a full stop. */
  readonly statement: string;
  /** Where it is made, with the figures it rests on. */
  readonly where: string;
  /** At least one. */
  readonly tests: readonly ClaimTest[];
}

/** The arms that a rule speaks of. */
export function armsOfRule(rule: Rule): readonly string[] {
  if (rule.kind === "identical") return rule.arms;
  return [rule.of.arm, ...rule.less === undefined ? [] : [rule.less.arm]];
}

/** The arms that a test needs, once each. */
export function armsOfTest({ rules }: Pick<ClaimTest, "rules">): string[] {
  return [...new Set(rules.flatMap(armsOfRule))];
}

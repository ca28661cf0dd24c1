import { pairedInterval } from "../evaluate/statistics.ts";
import { MEASURES } from "../report/measures.ts";
import type { RunResults } from "../tables/run_results.ts";
import type { IdenticalRule, IntervalRule, Quantity, Rule } from "./claim.ts";
import { quantityOf, quantityWords } from "./quantity.ts";

/** One seed's runs, by arm; it has every arm that the rule speaks of. */
export interface SeedRuns {
  readonly seed: number;
  readonly arms: ReadonlyMap<string, RunResults>;
}

/** What came out of a rule. */
export interface Finding {
  readonly holds: boolean;
  /** The numbers behind it; absent where a run lacks one. */
  readonly figures?:
    | { readonly mean: number; readonly low: number; readonly high: number }
    | { readonly largestDifference: number };
  /** Why it doesn't hold; absent if it does. */
  readonly why?: string;
}

/** A quantity of one seed, or the words for what is missing. */
function valueOf(quantity: Quantity, domain: string, { seed, arms }: SeedRuns): number | string {
  const run = arms.get(quantity.arm);
  const value = run === undefined ? undefined : quantityOf(quantity, domain, run);
  const { what, when } = quantityWords(quantity);
  return value ?? `seed ${seed} of ${quantity.arm} has no ${what} ${when}`;
}

function differenceOf({ of, less }: IntervalRule, domain: string, seed: SeedRuns): number | string {
  const value = valueOf(of, domain, seed);
  const other = less === undefined ? 0 : valueOf(less, domain, seed);
  if (typeof value === "string") return value;
  return typeof other === "string" ? other : value - other;
}

/** Said of an interval that leaves open which is so. */
const SPANS = "it spans a bound";

function judgeInterval(rule: IntervalRule, domain: string, seeds: readonly SeedRuns[]): Finding {
  const differences = seeds.map((seed) => differenceOf(rule, domain, seed));
  const missing = differences.find((each) => typeof each === "string");
  if (missing !== undefined) return { holds: false, why: missing };
  const { mean, low, high } = pairedInterval(differences.filter((each) => typeof each === "number"));
  if (low === undefined || high === undefined) return { holds: false, why: "one seed makes no interval" };
  const why = misses(rule, low, high);
  return { holds: why === undefined, figures: { mean, low, high }, ...why === undefined ? {} : { why } };
}

/** How an interval misses where it should lie; undefined if it doesn't. */
function misses({ lies, bound }: IntervalRule, low: number, high: number): string | undefined {
  switch (lies) {
    case "above":
      return low > bound ? undefined : high < bound ? "all of it lies below" : SPANS;
    case "below":
      return high < bound ? undefined : low > bound ? "all of it lies above" : SPANS;
    case "within":
      if (low > -bound && high < bound) return undefined;
      return low > bound || high < -bound ? "all of it lies outside" : SPANS;
  }
}

/** Every number of a run that doesn't depend on the clock and is compared, by what it is called. */
function numbersOf({ evaluations, trainingCollusion }: RunResults, domain: string): Map<string, number | null> {
  const numbers = new Map<string, number | null>();
  for (const line of evaluations) {
    if (line.domain !== domain) continue;
    const { stage, iteration } = line.checkpoint;
    for (const { name, of } of MEASURES) numbers.set(`${name} at ${stage} ${iteration}`, of(line));
  }
  for (const [iteration, value] of trainingCollusion.get(domain) ?? []) {
    numbers.set(`training collusion in iteration ${iteration}`, value);
  }
  return numbers;
}

/** The largest difference between two runs' numbers; infinite where one has a number that the other lacks, or none has any. */
function largestDifference(one: RunResults, other: RunResults, domain: string): number {
  const [ours, theirs] = [numbersOf(one, domain), numbersOf(other, domain)];
  if (ours.size === 0) return Infinity;
  const differences = [...new Set([...ours.keys(), ...theirs.keys()])].map((name) => {
    const [a, b] = [ours.get(name), theirs.get(name)];
    if (typeof a === "number" && typeof b === "number") return Math.abs(a - b);
    return a === b ? 0 : Infinity;
  });
  return Math.max(0, ...differences);
}

function judgeIdentical(
  { arms: [one, other], bound }: IdenticalRule,
  domain: string,
  seeds: readonly SeedRuns[],
): Finding {
  const bySeed = seeds.map(({ seed, arms }) => {
    const [a, b] = [arms.get(one), arms.get(other)];
    return { seed, difference: a === undefined || b === undefined ? Infinity : largestDifference(a, b, domain) };
  });
  const largest = bySeed.reduce((worst, each) => each.difference > worst.difference ? each : worst);
  if (largest.difference <= bound) return { holds: true, figures: { largestDifference: largest.difference } };
  if (largest.difference === Infinity) {
    return { holds: false, why: `in seed ${largest.seed} one of them has a number that the other lacks` };
  }
  return {
    holds: false,
    figures: { largestDifference: largest.difference },
    why: `seed ${largest.seed} differs most`,
  };
}

/**
 * Judges a rule by the runs of some seeds.
 *
 * @param domain The domain whose numbers count.
 * @param seeds At least one; an interval takes two.
 */
export function judge(rule: Rule, domain: string, seeds: readonly SeedRuns[]): Finding {
  return rule.kind === "identical" ? judgeIdentical(rule, domain, seeds) : judgeInterval(rule, domain, seeds);
}

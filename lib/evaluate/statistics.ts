/**
 * Mean of at least one number.
 *
 * @throws {RangeError} If there is none.
 */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("Cannot take the mean of no numbers: give at least one");
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation of a sample (n − 1), in the unit of the values; undefined below two values. */
export function standardDeviation(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
}

/**
 * Probability that |T| ≤ t for Student's T with `degrees` degrees of freedom: the finite trigonometric series for whole
 * degrees, Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.7.3–4.
 *
 * @param t At least 0.
 * @param degrees A whole number from 1.
 */
export function studentWithin(t: number, degrees: number): number {
  const theta = Math.atan(t / Math.sqrt(degrees));
  const odd = degrees % 2 === 1;
  const cosine = Math.cos(theta);
  // Terms cos θ, (2/3) cos³ θ, … for odd degrees; 1, (1/2) cos² θ, … for even ones.
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < degrees; k += 2) {
    term *= (k - 1) / k * cosine * cosine;
    sum += term;
  }
  const series = Math.sin(theta) * sum;
  return odd ? 2 / Math.PI * (theta + series) : series;
}

/**
 * The t ≥ 0 with P(|T| ≤ t) = `level`, by bisection: 12.706 for level 0.95 and one degree of freedom.
 *
 * @param level In [0, 1).
 * @param degrees A whole number from 1.
 * @throws {RangeError} If an argument is out of its range.
 */
export function studentQuantile(level: number, degrees: number): number {
  if (!(level >= 0 && level < 1)) {
    throw new RangeError(`Cannot find Student's quantile for level ${level}: it lies from 0 to below 1`);
  }
  if (!(Number.isSafeInteger(degrees) && degrees >= 1)) {
    throw new RangeError(
      `Cannot find Student's quantile for ${degrees} degrees of freedom: an integer from 1 is needed`,
    );
  }
  let low = 0, high = 1;
  while (studentWithin(high, degrees) < level && high < Number.MAX_VALUE / 2) [low, high] = [high, 2 * high];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle; // no double lies between
    if (studentWithin(middle, degrees) < level) low = middle;
    else high = middle;
  }
}

/** A mean with its confidence interval, in the unit of the values. */
export interface Interval {
  readonly mean: number;
  /** Lower end; undefined for a single value, which says nothing about its spread. */
  readonly low: number | undefined;
  /** Upper end; undefined for a single value. */
  readonly high: number | undefined;
  /** How many values. */
  readonly n: number;
}

/**
 * Mean of paired differences with Student's confidence interval: mean ± t · s / √n with n − 1 degrees of freedom.
 *
 * @param differences One a pair (a seed, say): treatment − control.
 * @param level Confidence, in [0, 1).
 *
 * @example
 * ```ts
 * import { pairedInterval } from "./statistics.ts";
 * const { mean, low, high } = pairedInterval([0.1, 0.3, 0.2]); // 0.2, −0.048…, 0.448…
 * ```
 *
 * @throws {RangeError} If there are no differences, or the level is out of its range.
 */
export function pairedInterval(differences: readonly number[], level = 0.95): Interval {
  const n = differences.length;
  const center = mean(differences);
  const deviation = standardDeviation(differences);
  if (deviation === undefined) return { mean: center, low: undefined, high: undefined, n };
  const half = studentQuantile(level, n - 1) * deviation / Math.sqrt(n);
  return { mean: center, low: center - half, high: center + half, n };
}

/** Draws the number of successes from one uniform in [0, 1), by inversion. */
export type BinomialDraw = (uniform: number) => number;

/**
 * The binomial distribution of `trials` trials with success probability `p`, to draw from: P(k) = C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ,
 * added up from the mode on so that no term underflows before it matters.
 *
 * @param trials An integer from 1.
 * @param p In [0, 1].
 */
export function binomial(trials: number, p: number): BinomialDraw {
  if (p === 0 || p === 1) return () => p * trials;
  const mode = Math.min(trials, Math.floor((trials + 1) * p));
  const mass = new Float64Array(trials + 1);
  mass[mode] = 1; // up to a factor that is divided out
  for (let k = mode; k < trials; k++) mass[k + 1] = mass[k]! * (trials - k) / (k + 1) * p / (1 - p);
  for (let k = mode; k > 0; k--) mass[k - 1] = mass[k]! * k / (trials - k + 1) * (1 - p) / p;
  const upTo = new Float64Array(trials + 1);
  mass.reduce((sum, each, k) => upTo[k] = sum + each, 0);
  const total = upTo[trials]!;
  return (uniform) => {
    let [low, high] = [0, trials]; // the smallest k with P(K ≤ k) > uniform
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (upTo[middle]! > uniform * total) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

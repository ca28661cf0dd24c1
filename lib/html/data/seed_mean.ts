import { pairedInterval } from "../../evaluate/statistics.ts";

/** A mean over seeds with Student's 95 % interval; the ends are absent for one seed, which says nothing about spread. */
export interface SeedMean {
  readonly mean: number;
  readonly low?: number;
  readonly high?: number;
  /** How many seeds. */
  readonly n: number;
}

/**
 * Mean over seeds, mean ± t · s / √n with n − 1 degrees of freedom; undefined for none. Differences that are paired by
 * seed take the same formula.
 */
export function seedMean(values: readonly number[]): SeedMean | undefined {
  if (values.length === 0) return undefined;
  const { mean, low, high, n } = pairedInterval(values);
  return low === undefined || high === undefined ? { mean, n } : { mean, low, high, n };
}

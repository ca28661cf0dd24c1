/**
 * The shares that counts show: (nₐ + p) / (N + 1) with p = 1/K for each of the K things counted, the mean under a
 * Dirichlet prior that weighs as much as one observation. W. Perks, "Some observations on inverse probability including
 * a new indifference rule", Journal of the Institute of Actuaries 73 (1947) 285–334. With K = 2 it is Jeffreys' prior.
 *
 * Whoever answers measured behaviour needs this rather than plain frequencies: they would take what was seen once for
 * certain, and a best response would bet on it. The prior's whole weight is one, not one half for each thing as Jeffreys
 * has it, so that many things don't drown the counts.
 *
 * @param counts How often each was counted: K ≥ 1 numbers from 0.
 * @param expected What the shares are where nothing was counted, p instead of 1/K: K numbers that sum to 1.
 */
export function fittedShares(
  counts: readonly number[],
  expected: readonly number[] = counts.map(() => 1 / counts.length),
): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, i) => (count + expected[i]!) / (all + 1));
}

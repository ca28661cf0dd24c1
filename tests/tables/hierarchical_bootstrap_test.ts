import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { mean, standardDeviation, studentWithin } from "../../lib/evaluate/statistics.ts";
import { uniform } from "../../lib/random/uniform.ts";
import {
  bootstrapMeans,
  type BootstrapSettings,
  type Cluster,
  hierarchicalBootstrap,
  quantile,
} from "../../lib/tables/hierarchical_bootstrap.ts";

const SETTINGS: BootstrapSettings = { replicates: 2000, level: 0.95, seed: 0 };

/** Clusters of which only means are known. */
const plain = (...values: readonly number[]): Cluster[] => values.map((value) => ({ values: [value] }));

/** A cluster that is the mean of its units and draws them again. */
function ofUnits(units: readonly number[]): Cluster {
  const pick = (draw: () => number) => units[Math.floor(draw() * units.length)]!;
  return { values: [mean(units)], resample: (draw) => [mean(units.map(() => pick(draw)))] };
}

/** Population variance. */
function variance(values: ArrayLike<number>): number {
  const all = Array.from(values);
  const center = mean(all);
  return mean(all.map((value) => (value - center) ** 2));
}

Deno.test("quantile() interpolates between neighbours, type 7 of Hyndman and Fan", () => {
  assertEquals([0, 0.25, 0.5, 1].map((q) => quantile([1, 2, 3, 4], q)), [1, 1.75, 2.5, 4]);
  assertEquals(quantile([7], 0.975), 7);
});

Deno.test("hierarchicalBootstrap() has the mean over seeds of each measure", () => {
  const estimates = hierarchicalBootstrap([{ values: [1, 10] }, { values: [2, 10] }, { values: [6, 10] }]);
  assertEquals(estimates.map(({ mean }) => mean), [3, 10]);
  assertEquals(estimates[1]!.interval, { low: 10, high: 10 });
});

Deno.test("hierarchicalBootstrap() has no interval where nothing can be drawn again", () => {
  assertEquals(hierarchicalBootstrap(plain(0.3)), [{ mean: 0.3 }]);
});

Deno.test("hierarchicalBootstrap() gives the same interval each time", () => {
  const clusters = [ofUnits([1, 2, 5]), ofUnits([0, 3])];
  assertEquals(hierarchicalBootstrap(clusters), hierarchicalBootstrap(clusters));
});

Deno.test("hierarchicalBootstrap() agrees with all 27 resamples of three seeds", () => {
  // The mean of three draws from {0, 0, 1} is 0, 1/3, 2/3 or 1 in 8, 12, 6 and 1 of 27 cases: up to 2/3 in 96.3 %.
  const interval = (level: number) => hierarchicalBootstrap(plain(0, 0, 1), { ...SETTINGS, level })[0]!.interval!;
  const [wide, narrow] = [interval(0.95), interval(0.9)];
  assertEquals(wide, { low: 0, high: 1 }); // 97.5 % > 96.3 %
  assertEquals(narrow.low, 0); // 5 % < 8/27
  assertAlmostEquals(narrow.high, 2 / 3, 1e-12); // 95 % < 96.3 %
});

Deno.test("bootstrapMeans() has each resample of three seeds as often as it should", () => {
  const [means] = bootstrapMeans(plain(0, 0, 1), { replicates: 27_000, seed: 3 });
  const share = (value: number) => means!.filter((each) => Math.abs(each - value) < 1e-9).length / means!.length;
  for (const [value, cases] of [[0, 8], [1 / 3, 12], [2 / 3, 6], [1, 1]] as const) {
    const p = cases / 27;
    assertAlmostEquals(share(value), p, 4 * Math.sqrt(p * (1 - p) / 27_000));
  }
});

Deno.test("bootstrapMeans() has the variance between seeds and that inside them", () => {
  // A replicate is the mean of K independent draws, each the mean of m units of a seed that is drawn: its variance is
  // (variance between the seeds' means + mean of the variances inside / m) / K.
  const units = [[0, 1, 2, 3, 4], [10, 10, 10, 10, 15], [5, 6, 5, 6, 8], [-3, 0, 3, 0, 0]];
  const [K, m] = [units.length, 5];
  const expected = (variance(units.map(mean)) + mean(units.map(variance)) / m) / K;
  const replicates = 20_000;
  const [means] = bootstrapMeans(units.map(ofUnits), { replicates, seed: 1 });
  // The relative standard error of a variance is near √(2 / replicates) = 1 %.
  assertAlmostEquals(variance(means!) / expected, 1, 0.04);
  assertAlmostEquals(mean(Array.from(means!)), mean(units.map(mean)), 4 * Math.sqrt(expected / replicates));
});

Deno.test("bootstrapMeans() has the variance inside the seed where there is one alone", () => {
  const units = [0, 1, 2, 3, 4]; // variance 2
  const [means] = bootstrapMeans([ofUnits(units)], { replicates: 20_000, seed: 2 });
  assertAlmostEquals(variance(means!), 2 / 5, 0.04 * 2 / 5);
});

Deno.test("hierarchicalBootstrap() draws each pick of a seed again by itself", () => {
  // Were the two picks of a single seed's copies the same draw, the variance would be 2, not 2 / 2.
  const cluster: Cluster = { values: [0], resample: (draw) => [draw() < 0.5 ? -1 : 1] };
  const [means] = bootstrapMeans([cluster, cluster], { replicates: 20_000, seed: 4 });
  assertAlmostEquals(variance(means!), 0.5, 0.02);
});

Deno.test("hierarchicalBootstrap() covers as often as theory says of percentile intervals", () => {
  // Of n normal seeds the bootstrap's spread is s·√((n − 1)/n)/√n, so the 95 % interval covers the truth with the
  // probability that |T| ≤ 1.96·√((n − 1)/n), T of Student with n − 1 degrees of freedom: 91 % for n = 12.
  const [n, sets] = [12, 400];
  const normal = (set: number, at: number) => {
    const [u, v] = [0, 1].map((i) => uniform(9, "simulation", [set, at, 2, i]));
    return Math.sqrt(-2 * Math.log(1 - u!)) * Math.cos(2 * Math.PI * v!);
  };
  let covered = 0;
  for (let set = 0; set < sets; set++) {
    const values = Array.from({ length: n }, (_, at) => normal(set, at));
    const { low, high } = hierarchicalBootstrap(plain(...values), { ...SETTINGS, replicates: 500, seed: set })[0]!
      .interval!;
    if (low <= 0 && high >= 0) covered++;
  }
  const expected = studentWithin(1.96 * Math.sqrt((n - 1) / n), n - 1);
  assertAlmostEquals(covered / sets, expected, 3 * Math.sqrt(expected * (1 - expected) / sets));
});

Deno.test("hierarchicalBootstrap() spreads as Student's interval does, less √((n − 1)/n)", () => {
  const values = Array.from({ length: 40 }, (_, at) => at);
  const { low, high } = hierarchicalBootstrap(plain(...values), { ...SETTINGS, replicates: 20_000 })[0]!.interval!;
  const half = 1.96 * standardDeviation(values)! * Math.sqrt(39 / 40) / Math.sqrt(40);
  assertAlmostEquals((high - low) / 2 / half, 1, 0.03);
});

Deno.test("hierarchicalBootstrap() widens an interval to hold its mean", () => {
  // A measure that is clipped at 0: every resample lies above.
  const cluster: Cluster = { values: [0], resample: (draw) => [0.1 + draw()] };
  const { low, high } = hierarchicalBootstrap([cluster])[0]!.interval!;
  assertEquals(low, 0);
  assert(high > 1);
});

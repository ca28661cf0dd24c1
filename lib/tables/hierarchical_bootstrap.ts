import { mean } from "../evaluate/statistics.ts";
import { fillUniforms } from "../random/uniform.ts";

/** Gives one uniform in [0, 1) after the other. */
export type Draw = () => number;

/** One seed's measures, and how they vary with what it sampled. */
export interface Cluster {
  /** One number a measure. */
  readonly values: readonly number[];
  /** The same measures of a resample of what the seed sampled; absent where a file holds its means alone. */
  readonly resample?: (draw: Draw) => readonly number[];
}

/** A mean over seeds with its interval, in the measure's unit. */
export interface Estimate {
  readonly mean: number;
  /** Ends of the interval; absent where there is nothing to resample: one seed, of which only means are known. */
  readonly interval?: { readonly low: number; readonly high: number };
}

/** How often, how wide and with which random numbers. */
export interface BootstrapSettings {
  readonly replicates: number;
  /** Confidence, in (0, 1). */
  readonly level: number;
  /** Seed of the resamples, an integer in [0, 2³²). */
  readonly seed: number;
}

/** What tables use; the seed is fixed so that the same results print the same table. */
export const BOOTSTRAP: BootstrapSettings = { replicates: 2000, level: 0.95, seed: 0 };

/** The part of the stream's addresses that resamples have to themselves. */
const OWN = 1;

/** Uniforms that are made at once; a resample of one seed rarely takes more. */
const BLOCK = 16;

/** The draws of a replicate: `lane` 0 picks the seeds, lane 1 + i redraws the i-th seed that was picked. */
function drawsOf(seed: number, replicate: number, lane: number): Draw {
  const block = new Float64Array(BLOCK);
  let taken = 0;
  return () => {
    if (taken % BLOCK === 0) fillUniforms(block, seed, "simulation", [replicate, lane, OWN, taken]);
    return block[taken++ % BLOCK]!;
  };
}

/**
 * The q-quantile of sorted numbers, interpolated between neighbours: type 7 of Hyndman & Fan, "Sample quantiles in
 * statistical packages", The American Statistician 50 (1996).
 *
 * @param sorted At least one number, ascending.
 * @param q In [0, 1].
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return low + (at - below) * (high - low);
}

/** The measures' means over one replicate: seeds drawn with replacement, what each sampled drawn again. */
function replicateMeans(clusters: readonly Cluster[], seed: number, replicate: number, out: Float64Array): void {
  out.fill(0);
  const pick = drawsOf(seed, replicate, 0);
  for (let slot = 0; slot < clusters.length; slot++) {
    const { values, resample } = clusters[Math.floor(pick() * clusters.length)]!;
    const drawn = resample === undefined ? values : resample(drawsOf(seed, replicate, 1 + slot));
    for (let m = 0; m < out.length; m++) out[m]! += drawn[m]! / clusters.length;
  }
}

/**
 * The measures' means in each replicate of the bootstrap: one array a measure, of as many numbers as there are replicates.
 *
 * @param clusters At least one; all have the same measures in the same order.
 */
export function bootstrapMeans(
  clusters: readonly Cluster[],
  { replicates, seed }: Pick<BootstrapSettings, "replicates" | "seed">,
): Float64Array[] {
  const drawn = clusters[0]!.values.map(() => new Float64Array(replicates));
  const out = new Float64Array(drawn.length);
  for (let replicate = 0; replicate < replicates; replicate++) {
    replicateMeans(clusters, seed, replicate, out);
    drawn.forEach((values, m) => values[replicate] = out[m]!);
  }
  return drawn;
}

/**
 * Means over seeds with percentile intervals of the hierarchical bootstrap (Davison & Hinkley, Bootstrap Methods and Their
 * Application, 1997, 3.8): each replicate draws seeds with replacement, and for each draws again, with replacement, what
 * the seed's own measures were taken from. An interval is widened where needed to hold its mean, which resamples of a
 * clipped measure may all exceed.
 *
 * With K seeds the interval is too narrow by about √((K − 1) / K), as percentile intervals are.
 *
 * @param clusters At least one; all have the same measures in the same order.
 * @returns One estimate a measure.
 */
export function hierarchicalBootstrap(
  clusters: readonly Cluster[],
  settings: BootstrapSettings = BOOTSTRAP,
): Estimate[] {
  const means = clusters[0]!.values.map((_, m) => mean(clusters.map(({ values }) => values[m]!)));
  const varies = clusters.length > 1 || clusters.some(({ resample }) => resample !== undefined);
  if (!varies) return means.map((mean) => ({ mean }));
  const tail = (1 - settings.level) / 2;
  return bootstrapMeans(clusters, settings).map((drawn, m) => {
    const sorted = drawn.sort();
    const interval = {
      low: Math.min(means[m]!, quantile(sorted, tail)),
      high: Math.max(means[m]!, quantile(sorted, 1 - tail)),
    };
    return { mean: means[m]!, interval };
  });
}

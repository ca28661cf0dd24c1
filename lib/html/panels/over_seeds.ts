import type { Point } from "../charts/panel.ts";
import type { Experiment } from "../data/experiment.ts";
import { seedMean } from "../data/seed_mean.ts";

/** What the reader must know of intervals, where some arm has several seeds. */
export function aboutIntervals({ arms }: Pick<Experiment, "arms">): string[] {
  return arms.some(({ runs }) => runs.length > 1)
    ? ["Intervals are 95 % over seeds, cut where they would press the lines flat."]
    : [];
}

/** A value that one seed has at one place of the x axis. */
export interface Sample {
  readonly x: number | string;
  readonly y: number;
}

/** What a mean over seeds says at one place. */
export function pointOf(x: number | string, values: readonly number[]): Point[] {
  const over = seedMean(values);
  if (over === undefined) return [];
  const { mean, low, high } = over;
  return [low === undefined || high === undefined ? { x, y: mean } : { x, y: mean, low, high }];
}

/** Means over seeds with their intervals, at each place that any seed has, in the order in which places first come. */
export function pointsOverSeeds(seeds: readonly (readonly Sample[])[]): Point[] {
  const values = new Map<number | string, number[]>();
  for (const { x, y } of seeds.flat()) values.set(x, [...values.get(x) ?? [], y]);
  const places = [...values.keys()];
  if (places.every((x) => typeof x === "number")) places.sort((one, other) => Number(one) - Number(other));
  return places.flatMap((x) => pointOf(x, values.get(x) ?? []));
}

import type { LinePanel, Point, Series } from "./panel.ts";
import { extent } from "./extent.ts";
import { type Axis, linearAxis, logAxis } from "./ticks.ts";

const ANY = [-Infinity, Infinity] as const;

/** A point whose interval goes no further than `low` and `high`. */
function clipped(point: Point, low: number, high: number): Point {
  if (point.low === undefined || point.high === undefined) return point;
  return { ...point, low: Math.max(low, point.low), high: Math.min(high, point.high) };
}

/** The values that a panel's axis must span: the data, their intervals, the bands, and what the panel asks for. */
function spanned({ y, series, bands = [] }: LinePanel): number[] {
  return [
    // A log scale has no place for the end of an interval at 0 or below, but for the line itself.
    ...series.flatMap(({ points }) => points.map(({ y }) => y)),
    ...extent(series, y.within),
    ...bands.flatMap(({ low, high }) => [low, high]),
    ...y.span ?? [],
  ].filter(Number.isFinite);
}

/** The y axis of a panel of lines. */
export function yAxisOf(panel: LinePanel): Axis {
  return panel.y.log ? logAxis(spanned(panel)) : linearAxis(spanned(panel));
}

/** The series as they can be drawn on the axis: intervals end where it does, and where there can be no value. */
export function drawnSeries({ series, y }: LinePanel, axis: Axis): Series[] {
  const [low, high] = y.within ?? ANY;
  return series.map((each) => ({
    ...each,
    points: each.points.filter(({ y }) => !axis.log || y > 0)
      .map((point) => clipped(point, Math.max(low, axis.low), Math.min(high, axis.high))),
  }));
}

/** Where the x axis of a panel over numbers begins and ends. */
export function xRangeOf({ series }: LinePanel): readonly [low: number, high: number] {
  const xs = series.flatMap(({ points }) => points.map(({ x }) => Number(x)));
  const low = xs.reduce((a, b) => Math.min(a, b), Infinity);
  const high = xs.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low < high) return [low, high];
  return Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
}

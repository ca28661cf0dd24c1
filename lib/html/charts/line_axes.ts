import type { LinePanel } from "./panel.ts";
import { type Axis, linearAxis, logAxis } from "./ticks.ts";

/** The values that a panel's axis must span: the data, their intervals, the bands, and what the panel asks for. */
function spanned({ y, series, bands = [] }: LinePanel): number[] {
  const points = series.flatMap(({ points }) => points);
  return [
    ...points.flatMap(({ y, low = y, high = y }) => [y, low, high]),
    ...bands.flatMap(({ low, high }) => [low, high]),
    ...y.span ?? [],
  ].filter(Number.isFinite);
}

/** The y axis of a panel of lines. */
export function yAxisOf(panel: LinePanel): Axis {
  return panel.y.log ? logAxis(spanned(panel)) : linearAxis(spanned(panel));
}

/** Where the x axis of a panel over numbers begins and ends. */
export function xRangeOf({ series }: LinePanel): readonly [low: number, high: number] {
  const xs = series.flatMap(({ points }) => points.map(({ x }) => Number(x)));
  const low = xs.reduce((a, b) => Math.min(a, b), Infinity);
  const high = xs.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low < high) return [low, high];
  return Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
}

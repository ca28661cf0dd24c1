import type { Series } from "./panel.ts";

/** How far beyond its lines, as a share of the room that they take, a panel goes to show intervals. */
const BEYOND = 1;

/**
 * The least and the most that an axis of lines must span: their values, and their intervals as far as they leave the lines
 * to be seen. Over two seeds an interval is 13 times as wide as their standard error, which would press curves flat.
 *
 * @param within Between which values there can be any: intervals count no further.
 * @returns Infinite the wrong way round for no values.
 */
export function extent(
  series: readonly Series[],
  [least, most]: readonly [low: number, high: number] = [-Infinity, Infinity],
): [low: number, high: number] {
  const points = series.flatMap(({ points }) => points);
  const lowest = points.reduce((a, { y }) => Math.min(a, y), Infinity);
  const highest = points.reduce((a, { y }) => Math.max(a, y), -Infinity);
  const room = highest > lowest ? BEYOND * (highest - lowest) : Infinity;
  const [from, to] = [Math.max(least, lowest - room), Math.min(most, highest + room)];
  return [
    points.reduce((a, { low = a }) => Math.min(a, Math.max(low, from)), lowest),
    points.reduce((a, { high = a }) => Math.max(a, Math.min(high, to)), highest),
  ];
}

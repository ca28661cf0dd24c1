import type { Axis } from "./ticks.ts";

/** Pixels from one label's middle to the next, at least. */
const APART = 14;

/** Where a value stands on an axis, in pixels from the top of a plot of that height. */
export function pixelOf(value: number, axis: Axis, height: number): number {
  const at = axis.log
    ? Math.log(value / axis.low) / Math.log(axis.high / axis.low)
    : (value - axis.low) / (axis.high - axis.low);
  return height * (1 - at);
}

/**
 * Labels beside their values, pushed apart where they would cover each other, and kept inside the plot as long as there
 * is room: sweeping down, each moves below the one above; what went out of the plot then moves up again.
 *
 * @param height The plot's height, in pixels.
 */
export function placedLabels<Label extends { readonly y: number }>(
  labels: readonly Label[],
  axis: Axis,
  height: number,
): (Label & { readonly pixel: number })[] {
  const placed = labels.map((label) => ({ ...label, pixel: pixelOf(label.y, axis, height) }))
    .sort((one, other) => one.pixel - other.pixel);
  for (const [at, label] of placed.entries()) {
    label.pixel = Math.max(label.pixel, at === 0 ? -Infinity : placed[at - 1]!.pixel + APART);
  }
  let floor = height;
  for (const label of placed.toReversed()) {
    label.pixel = Math.min(label.pixel, floor);
    floor = label.pixel - APART;
  }
  return placed;
}

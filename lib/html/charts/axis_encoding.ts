import type { Axis } from "./ticks.ts";
import type { Encoding } from "./spec_types.ts";

/** The unit stands above the axis, at its left end, where it is read without turning the head. */
const UNIT_ABOVE = {
  titleAngle: 0,
  titleAlign: "left",
  titleAnchor: "end",
  titleBaseline: "bottom",
  titleX: -44,
  titleY: -10,
} as const;

const scaleOf = ({ low, high, log }: Axis) =>
  log ? { domain: [low, high], nice: false, type: "log" as const } : { domain: [low, high], nice: false, zero: false };

/** The y position of a field, on an axis whose unit stands above it. */
export function valueOnY(field: string, unit: string, axis: Axis): NonNullable<Encoding["y"]> {
  return {
    field,
    type: "quantitative",
    title: unit,
    stack: null,
    scale: scaleOf(axis),
    axis: { values: [...axis.ticks], format: axis.format, labelOverlap: false, ...UNIT_ABOVE },
  };
}

/** The x position of a field, on an axis with its unit below. */
export function valueOnX(field: string, unit: string, axis: Axis): NonNullable<Encoding["x"]> {
  return {
    field,
    type: "quantitative",
    title: unit,
    stack: null,
    scale: scaleOf(axis),
    axis: { values: [...axis.ticks], format: axis.format, grid: true },
  };
}

/** The x position of iterations. */
export function countOnX(title: string, [low, high]: readonly [number, number]): NonNullable<Encoding["x"]> {
  return {
    field: "x",
    type: "quantitative",
    title,
    scale: { domain: [low, high], nice: false, zero: false },
    axis: { tickCount: 5, tickMinStep: 1, format: "d", labelFlush: true },
  };
}

/** The x position of named places, in their order, each in the middle of its share of the width. */
export function nameOnX(title: string, names: readonly string[]): NonNullable<Encoding["x"]> {
  return {
    field: "x",
    type: "nominal",
    title,
    sort: null,
    scale: { type: "point", padding: 0.5, domain: [...names] },
    axis: { labelAngle: 0, labelOverlap: true },
  };
}

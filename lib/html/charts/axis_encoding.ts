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

/** All of an axis's ticks: Vega thins out those that it is given unless their count is given too. */
const ticksOf = ({ ticks, format, power }: Axis) => ({
  values: [...ticks],
  tickCount: ticks.length,
  ...power === 0 ? { format } : { labelExpr: `format(datum.value / 1e${power}, ${JSON.stringify(format)})` },
  labelOverlap: false,
});

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A unit with the power of ten that the ticks leave out. */
function unitOf(unit: string, { power }: Axis): string {
  if (power === 0) return unit;
  const digits = [...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `${unit}, × 10${power < 0 ? "⁻" : ""}${digits}`;
}

/** The y position of a field, on an axis whose unit stands above it. */
export function valueOnY(field: string, unit: string, axis: Axis): NonNullable<Encoding["y"]> {
  return {
    field,
    type: "quantitative",
    title: unitOf(unit, axis),
    stack: null,
    scale: scaleOf(axis),
    axis: { ...ticksOf(axis), ...UNIT_ABOVE },
  };
}

/** The x position of a field, on an axis with its unit below. */
export function valueOnX(field: string, unit: string, axis: Axis): NonNullable<Encoding["x"]> {
  return {
    field,
    type: "quantitative",
    title: unitOf(unit, axis),
    stack: null,
    scale: scaleOf(axis),
    axis: { ...ticksOf(axis), grid: true, labelFlush: false },
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

/** The x position of places that go by their numbers and are shown by their names, each in the middle of its share. */
export function placeOnX(title: string, names: readonly string[]): NonNullable<Encoding["x"]> {
  return {
    field: "x",
    type: "quantitative",
    title,
    scale: { domain: [-0.5, names.length - 0.5], nice: false, zero: false },
    axis: {
      values: names.map((_, at) => at),
      tickCount: names.length,
      labelExpr: `${JSON.stringify(names)}[datum.value]`,
      labelOverlap: true,
    },
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

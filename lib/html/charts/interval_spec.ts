import { armStyle, ink } from "../palette.ts";
import { valueOnX } from "./axis_encoding.ts";
import { placedRows } from "./frame.ts";
import type { IntervalPanel, IntervalRow } from "./panel.ts";
import { shortened } from "../shortened.ts";
import type { Encoding, LayerSpec, Rows, UnitSpec } from "./spec_types.ts";
import { type Axis, linearAxis } from "./ticks.ts";

/** The rows as they can be drawn: intervals end where there can be no value. */
function drawnRows({ rows, x: { within: [least, most] = [-Infinity, Infinity] } }: IntervalPanel): IntervalRow[] {
  return rows.map((row) =>
    row.low === undefined || row.high === undefined
      ? row
      : { ...row, low: Math.max(least, row.low), high: Math.min(most, row.high) }
  );
}

/** The x axis of a panel of intervals: it spans every seed, interval and reference. */
export function intervalAxis(panel: IntervalPanel): Axis {
  return linearAxis([
    ...drawnRows(panel).flatMap(({ seeds, mean, low = mean, high = mean, reference = mean }) => [
      ...seeds.map(({ value }) => value),
      mean,
      low,
      high,
      reference,
    ]),
    ...panel.x.span ?? [],
  ].filter(Number.isFinite));
}

/** Pixels from a row's top to its heading's middle, to its name's, and to its values. */
const HEADING_AT = -6;
const NAME_AT = 9;
const VALUES_AT = 24;

/** Pixels that the mark of 0 goes up and down from a row's values; it leaves the names alone. */
const ZERO = 8;

/** Characters of a name that fit beside the plot's width as letters usually are; longer names are written smaller. */
const FITTING = 44;

/** Size of letters in pixels, as the theme has it and at the smallest that can be read. */
const LETTERS = 10;
const SMALLEST = 7.5;

/** How large a name is written, so that it is seen whole; beyond the smallest size it is cut. */
function nameSize(label: string): number {
  return Math.max(SMALLEST, LETTERS * Math.min(1, FITTING / label.length));
}

/** A name as far as it fits in the smallest letters. */
const fitting = (name: string) => shortened(name, Math.floor(FITTING * LETTERS / SMALLEST));

/** A y position in pixels. */
const pixels = { field: "y", type: "quantitative", scale: null, axis: null } as const;

/**
 * Arms against each other: a row each, under its heading with its name, its seeds as rings, their mean with the interval,
 * and a tick where the arm stood before.
 */
export function intervalSpec(panel: IntervalPanel): LayerSpec {
  const axis = intervalAxis(panel);
  const x = valueOnX("x", panel.x.unit, axis);
  const color: Encoding["color"] = { field: "color", type: "nominal", scale: null, legend: null };
  const places = placedRows(panel.rows);
  const styled = drawnRows(panel).map((row, at) => ({
    ...row,
    color: armStyle(row.style).color,
    top: places[at]!.top,
  }));
  const layer = (mark: UnitSpec["mark"], encoding: Encoding, values: Rows): UnitSpec[] =>
    values.length === 0 ? [] : [{ data: { values }, mark, encoding: { y: pixels, ...encoding } }];
  return {
    layer: [
      ...layer(
        { type: "rule", color: ink("axis") },
        { x: { datum: 0 }, y2: { field: "to" } },
        axis.low < 0 && axis.high > 0
          ? styled.map(({ top }) => ({ y: top + VALUES_AT - ZERO, to: top + VALUES_AT + ZERO }))
          : [],
      ),
      ...layer(
        { type: "text", align: "left", baseline: "middle", fontSize: LETTERS, fontWeight: 600 },
        { x: { value: 0 }, text: { field: "heading", type: "nominal" } },
        styled.flatMap(({ heading, top }) =>
          heading === undefined ? [] : [{ heading: fitting(heading), y: top + HEADING_AT }]
        ),
      ),
      ...layer(
        { type: "text", align: "left", baseline: "middle" },
        {
          x: { value: 0 },
          text: { field: "label", type: "nominal" },
          size: { field: "size", type: "quantitative", scale: null, legend: null },
        },
        styled.map(({ label, top }) => ({ label: fitting(label), size: nameSize(label), y: top + NAME_AT })),
      ),
      ...layer(
        { type: "tick", orient: "vertical", thickness: 2, size: 14, color: ink("quiet") },
        { x },
        styled.flatMap(({ reference, top }) => reference === undefined ? [] : [{ x: reference, y: top + VALUES_AT }]),
      ),
      ...layer(
        { type: "rule", strokeWidth: 3, strokeCap: "round", opacity: 0.45 },
        { x, x2: { field: "high" }, color },
        styled.flatMap(({ low, high, color, top }) =>
          low === undefined || high === undefined ? [] : [{ x: low, high, color, y: top + VALUES_AT }]
        ),
      ),
      ...layer(
        { type: "point", filled: false, size: 28, strokeWidth: 1.25, opacity: 0.8 },
        { x, color },
        styled.flatMap(({ seeds, color, top }) =>
          seeds.length < 2 ? [] : seeds.map(({ value }) => ({ x: value, color, y: top + VALUES_AT }))
        ),
      ),
      ...layer(
        { type: "point", filled: true, size: 70, opacity: 1 },
        { x, color },
        styled.map(({ mean, color, top }) => ({ x: mean, color, y: top + VALUES_AT })),
      ),
    ],
  };
}

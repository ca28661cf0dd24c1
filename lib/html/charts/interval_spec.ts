import { armStyle, ink } from "../palette.ts";
import { valueOnX } from "./axis_encoding.ts";
import { INTERVALS, ROW } from "./frame.ts";
import type { IntervalPanel } from "./panel.ts";
import type { Encoding, LayerSpec, Rows, UnitSpec } from "./spec_types.ts";
import { type Axis, linearAxis } from "./ticks.ts";

/** The x axis of a panel of intervals: it spans every seed, interval and reference. */
export function intervalAxis({ rows, x }: IntervalPanel): Axis {
  return linearAxis(
    rows.flatMap(({ seeds, mean, low = mean, high = mean, reference = mean }) => [
      ...seeds.map(({ value }) => value),
      mean,
      low,
      high,
      reference,
      ...x.span ?? [],
    ]).filter(Number.isFinite),
  );
}

/** Pixels from a row's top to its name's middle, and to its values. */
const NAME_AT = 9;
const VALUES_AT = 24;

/** Characters of a name that fit beside the plot's width as letters usually are; longer names are written smaller. */
const FITTING = 46;

/** Size of letters in pixels, as the theme has it and at the smallest that can be read. */
const LETTERS = 10;
const SMALLEST = 7.5;

/** Pixels that a name may take. */
const LIMIT = INTERVALS.width + INTERVALS.right;

/** How large the names are written, so that the longest is seen whole; beyond the smallest size it is cut. */
function nameSize({ rows }: IntervalPanel): number {
  const longest = rows.reduce((most, { name }) => Math.max(most, name.length), 0);
  return Math.max(SMALLEST, LETTERS * Math.min(1, FITTING / longest));
}

/** A y position in pixels. */
const pixels = { field: "y", type: "quantitative", scale: null, axis: null } as const;

/**
 * Arms against each other: a row each, with its name, its seeds as rings, their mean with the interval, and a tick where
 * the arm stood before.
 */
export function intervalSpec(panel: IntervalPanel): LayerSpec {
  const axis = intervalAxis(panel);
  const x = valueOnX("x", panel.x.unit, axis);
  const color: Encoding["color"] = { field: "color", type: "nominal", scale: null, legend: null };
  const styled = panel.rows.map((row, at) => ({ ...row, color: armStyle(row.style).color, top: at * ROW }));
  const layer = (mark: UnitSpec["mark"], encoding: Encoding, values: Rows): UnitSpec[] =>
    values.length === 0 ? [] : [{ data: { values }, mark, encoding: { y: pixels, ...encoding } }];
  return {
    layer: [
      ...axis.low < 0 && axis.high > 0
        ? [{
          data: { values: [{}] },
          mark: { type: "rule" as const, color: ink("axis") },
          encoding: { x: { datum: 0 } },
        }]
        : [],
      ...layer(
        { type: "text", align: "left", baseline: "middle", fontSize: nameSize(panel), limit: LIMIT },
        { x: { value: 0 }, text: { field: "name", type: "nominal" } },
        styled.map(({ name, top }) => ({ name, y: top + NAME_AT })),
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

/**
 * What a drawing shows, as numbers: the page's script reads values out under the pointer with it, and writes them as a
 * table for who asks. Pixels are of the drawing's own coordinates.
 */
import { armStyle } from "../palette.ts";
import { frameOf, placedRows, sizeOf } from "./frame.ts";
import { xRangeOf, yAxisOf } from "./line_axes.ts";
import type { IntervalPanel, LinePanel, Panel, PartsPanel, Point } from "./panel.ts";
import { pixelOf } from "./placed_labels.ts";

/** One line, or one kind of value, in the order of the readout's places; null where it has none. */
export interface ReadoutSeries {
  readonly name: string;
  /** A CSS colour; absent where values have none of their own. */
  readonly color?: string;
  readonly values: readonly (number | null)[];
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
  /** Where the values stand across the places, for a dot on each. */
  readonly pixels?: readonly (number | null)[];
}

/** A drawing's numbers. */
export interface Readout {
  /** Width and height of the whole drawing, then the plot's left, top, width and height. */
  readonly frame: readonly [number, number, number, number, number, number];
  /** Whether places lie side by side or one below the other. */
  readonly along: "x" | "y";
  /** What the places are. */
  readonly title: string;
  readonly unit: string;
  readonly places: readonly string[];
  /** Where the places are along the axis, from the plot's left or top. */
  readonly at: readonly number[];
  readonly series: readonly ReadoutSeries[];
}

const DIGITS = 5;
const short = (value: number | undefined) => value === undefined ? null : Number(value.toPrecision(DIGITS));
const pixel = (value: number) => Math.round(10 * value) / 10;

type Body = Pick<Readout, "along" | "title" | "unit" | "places" | "at" | "series">;

/** Middles of `count` equal shares of a length. */
const middles = (count: number, length: number) =>
  Array.from({ length: count }, (_, at) => pixel((at + 0.5) * length / count));

function ofLines(panel: LinePanel): Body {
  const { width, height } = frameOf(panel);
  const { names } = panel.x;
  const axis = yAxisOf(panel);
  const places = names ?? [...new Set(panel.series.flatMap(({ points }) => points.map(({ x }) => x)))]
    .sort((one, other) => Number(one) - Number(other));
  const [first, last] = xRangeOf(panel);
  return {
    along: "x",
    title: panel.x.title,
    unit: panel.y.unit,
    places: places.map(String),
    at: names === undefined
      ? places.map((x) => pixel(width * (Number(x) - first) / (last - first)))
      : middles(names.length, width),
    series: panel.series.map(({ name, style, points }) => {
      const byPlace = new Map(points.map((point) => [point.x, point]));
      const each = (of: (point: Point) => number | undefined) =>
        places.map((x) => {
          const point = byPlace.get(x);
          return point === undefined ? null : short(of(point));
        });
      const shown = (y: number) => axis.log && y <= 0 ? undefined : pixelOf(y, axis, height);
      const intervals = points.some(({ low }) => low !== undefined)
        ? { low: each(({ low }) => low), high: each(({ high }) => high) }
        : {};
      const { color } = armStyle(style);
      return { name, color, values: each(({ y }) => y), ...intervals, pixels: each(({ y }) => shown(y)) };
    }),
  };
}

function ofIntervals({ x, rows }: IntervalPanel): Body {
  const most = rows.reduce((count, { seeds }) => Math.max(count, seeds.length), 0);
  const seeds = [...new Set(rows.flatMap(({ seeds }) => seeds.map(({ seed }) => seed)))].sort((a, b) => a - b);
  const reference = rows.some((row) => row.reference !== undefined)
    ? [{ name: "SFT, mean", values: rows.map((row) => short(row.reference)) }]
    : [];
  return {
    along: "y",
    title: "arm",
    unit: x.unit,
    places: rows.map(({ name }) => name),
    at: placedRows(rows).map(({ top, height }) => pixel(top + height / 2)),
    series: [
      {
        name: most > 1 ? "mean" : "value",
        values: rows.map(({ mean }) => short(mean)),
        low: rows.map(({ low }) => short(low)),
        high: rows.map(({ high }) => short(high)),
      },
      ...reference,
      ...most < 2 ? [] : seeds.map((seed) => ({
        name: `seed ${seed}`,
        values: rows.map((row) => short(row.seeds.find((one) => one.seed === seed)?.value)),
      })),
    ],
  };
}

function ofParts(panel: PartsPanel): Body {
  const { x, y, parts, bars } = panel;
  const total = bars.some((bar) => bar.total !== undefined)
    ? [{ name: "in all", values: bars.map((bar) => short(bar.total)) }]
    : [];
  return {
    along: "x",
    title: x.title,
    unit: y.unit,
    places: bars.map((bar) => bar.x),
    at: middles(bars.length, frameOf(panel).width),
    series: [
      ...parts.map((name, at) => ({
        name,
        color: armStyle(at).color,
        values: bars.map((bar) => short(bar.parts.find((part) => part.name === name)?.value)),
      })),
      ...total,
    ],
  };
}

function bodyOf(panel: Panel): Body {
  switch (panel.kind) {
    case "lines":
      return ofLines(panel);
    case "intervals":
      return ofIntervals(panel);
    case "parts":
      return ofParts(panel);
  }
}

/** A panel's numbers. */
export function readoutOf(panel: Panel): Readout {
  const frame = frameOf(panel);
  const { width, height } = sizeOf(frame);
  return { frame: [width, height, frame.left, frame.top, frame.width, frame.height], ...bodyOf(panel) };
}

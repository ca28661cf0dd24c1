import { armStyle, ink } from "../palette.ts";
import { countOnX, placeOnX, valueOnY } from "./axis_encoding.ts";
import type { Frame } from "./frame.ts";
import { drawnSeries, xRangeOf, yAxisOf } from "./line_axes.ts";
import type { LinePanel, Point } from "./panel.ts";
import { placedLabels } from "./placed_labels.ts";
import { shortened } from "../shortened.ts";
import type { Encoding, LayerSpec, Rows, UnitSpec } from "./spec_types.ts";
import type { Axis } from "./ticks.ts";

/** Points that a line may have to be drawn with a dot on each. */
const FEW = 12;

/** A layer that stands at a fixed value instead of showing data. */
const fixed = (mark: UnitSpec["mark"], encoding: Encoding): UnitSpec => ({ data: { values: [{}] }, mark, encoding });

function bandLayers({ bands = [] }: LinePanel): UnitSpec[] {
  return bands.map(({ low, high }) =>
    low === high
      ? fixed({ type: "rule", color: ink("good"), strokeDash: [3, 3] }, { y: { datum: low } })
      : fixed({ type: "rect", color: ink("band") }, { y: { datum: low }, y2: { datum: high } })
  );
}

/** Pixels between a line's end and its name, those that a letter of the name usually takes, and a dash before it. */
const NAME_AFTER = 12;
const LETTER = 7.4;
const DASH = 18;

function labelLayers(
  { size, series, x: { names } }: LinePanel,
  rows: readonly Row[],
  x: Encoding["x"],
  axis: Axis,
  frame: Frame,
): UnitSpec[] {
  if (size === undefined || x === undefined) return [];
  const ends = new Map(rows.map((row) => [row.s, row]));
  // Beside the last of the lines that were moved apart, or a name would stand on another line's interval.
  const edge = asideOf(series.length - 1, series.length);
  // Where colours come again, a piece of the line itself tells whose the name is.
  const dashed = series.some(({ style }) => armStyle(style).dash.length > 0);
  const before = NAME_AFTER + (dashed ? DASH : 0);
  const length = Math.floor((frame.right - before) / LETTER);
  return placedLabels([...ends.values()], axis, frame.height).flatMap(({ name, color, dash, x: at, pixel }) => {
    const data = { values: [{ x: names === undefined ? at : Math.round(at) + edge }] };
    const piece: UnitSpec = {
      data,
      mark: {
        type: "rule",
        xOffset: NAME_AFTER - 2,
        x2Offset: before - 4,
        y: pixel,
        color,
        strokeWidth: 2,
        ...dash.length === 0 ? {} : { strokeDash: [...dash] },
      },
      encoding: { x, x2: { field: "x" } },
    };
    const text: UnitSpec = {
      data,
      mark: {
        type: "text",
        text: shortened(name, length),
        align: "left",
        baseline: "middle",
        dx: before,
        y: pixel,
        color,
        fontWeight: 600,
      },
      encoding: { x },
    };
    return dashed ? [piece, text] : [text];
  });
}

/** A point as the drawing's data have it: its series by number, so that no name is taken for anything but text. */
interface Row extends Omit<Point, "x"> {
  readonly x: number;
  readonly s: string;
  readonly name: string;
  readonly color: string;
  readonly dash: readonly number[];
}

/** Share of the room between two places by which neighbouring lines are moved apart, so that equal ones are both seen. */
const ASIDE = 0.06;

/** Lines beyond which moving them aside would make one broad band of equal ones: all stay at their places. */
const APART = 8;

/** How far the line at a place among so many is moved aside, as a share of the room between two places. */
function asideOf(at: number, count: number): number {
  return count > APART ? 0 : ASIDE * (at - (count - 1) / 2);
}

function rowsOf(panel: LinePanel, axis: Axis): Row[] {
  const { names } = panel.x;
  const drawn = drawnSeries(panel, axis);
  return drawn.flatMap(({ name, style, points }, at) => {
    const aside = names === undefined ? 0 : asideOf(at, drawn.length);
    return points.map((point) => ({
      ...point,
      x: (names === undefined ? Number(point.x) : names.indexOf(String(point.x))) + aside,
      s: String(at),
      name,
      ...armStyle(style),
    }));
  });
}

/**
 * A panel of lines: what they are compared with at the back, then intervals, lines, dots where they are few, and a ring
 * around the checkpoint that was chosen.
 *
 * @param frame The plot's size, for the names at the lines' ends.
 */
export function lineSpec(panel: LinePanel, frame: Frame): LayerSpec {
  const { series } = panel;
  const axis = yAxisOf(panel);
  const { title, names } = panel.x;
  const x = names === undefined ? countOnX(title, xRangeOf(panel)) : placeOnX(title, names);
  const rows = rowsOf(panel, axis);
  const y = valueOnY("y", panel.y.unit, axis);
  const styles = series.map(({ style }) => armStyle(style));
  const domain = series.map((_, at) => String(at));
  const bySeries = { field: "s", type: "nominal", legend: null } as const;
  const color: Encoding["color"] = { ...bySeries, scale: { domain, range: styles.map(({ color }) => color) } };
  const strokeDash: Encoding["strokeDash"] = {
    ...bySeries,
    scale: { domain, range: styles.map(({ dash }) => dash.length === 0 ? [1, 0] : [...dash]) },
  };
  // Bands that lie on each other would hide the lines.
  const shade = 0.36 / (1 + series.length);
  const crowded = series.length > APART;
  const layer = (mark: UnitSpec["mark"], encoding: Encoding, shown: (row: Row) => boolean): UnitSpec[] => {
    const values: Rows = rows.filter(shown).map((row) => ({ ...row }));
    return values.length === 0 ? [] : [{ data: { values }, mark, encoding }];
  };
  const interval: Encoding = { x, y: valueOnY("low", panel.y.unit, axis), y2: { field: "high" }, color };
  const few = series.every(({ points }) => points.length <= FEW);
  return {
    layer: [
      ...bandLayers(panel),
      ...axis.low < 0 && axis.high > 0 ? [fixed({ type: "rule", color: ink("axis") }, { y: { datum: 0 } })] : [],
      ...layer(
        names === undefined
          ? { type: "area", opacity: shade }
          : { type: "rule", strokeWidth: 1.25, opacity: crowded ? 0.25 : 0.75 },
        interval,
        ({ low }) => low !== undefined,
      ),
      ...layer({ type: "line", ...crowded ? { strokeWidth: 1.25 } : {} }, { x, y, color, strokeDash }, () => true),
      ...layer({ type: "point", filled: true, size: crowded ? 14 : 26, opacity: 1 }, { x, y, color }, () => few),
      ...layer(
        { type: "point", filled: false, size: 120, strokeWidth: 1.5 },
        { x, y, color },
        ({ chosen }) => chosen === true,
      ),
      ...labelLayers(panel, rows, x, axis, frame),
    ],
  };
}

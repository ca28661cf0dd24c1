import { armStyle, ink } from "../palette.ts";
import { countOnX, nameOnX, valueOnY } from "./axis_encoding.ts";
import type { Frame } from "./frame.ts";
import { xRangeOf, yAxisOf } from "./line_axes.ts";
import type { LinePanel, Point } from "./panel.ts";
import { placedLabels } from "./placed_labels.ts";
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

function labelLayers({ series, large }: LinePanel, x: Encoding["x"], axis: Axis, frame: Frame): UnitSpec[] {
  if (!large || x === undefined) return [];
  const ends = series.flatMap(({ name, style, points }) => points.slice(-1).map((end) => ({ ...end, name, style })));
  return placedLabels(ends, axis, frame.height).map(({ name, style, x: at, pixel }) => ({
    data: { values: [{ x: at }] },
    mark: {
      type: "text",
      text: name,
      align: "left",
      baseline: "middle",
      dx: 10,
      y: pixel,
      limit: frame.right - 14,
      color: armStyle(style).color,
      fontWeight: 600,
    },
    encoding: { x },
  }));
}

/**
 * A panel of lines: what they are compared with at the back, then intervals, lines, dots where they are few, and a ring
 * around the checkpoint that was chosen. In the data a series goes by its number, so that no name is taken for anything
 * but text.
 *
 * @param frame The plot's size, for the names at the lines' ends.
 */
export function lineSpec(panel: LinePanel, frame: Frame): LayerSpec {
  const { series } = panel;
  const axis = yAxisOf(panel);
  const named = panel.x.names !== undefined;
  const x = named ? nameOnX(panel.x.title, panel.x.names ?? []) : countOnX(panel.x.title, xRangeOf(panel));
  const y = valueOnY("y", panel.y.unit, axis);
  const styles = series.map(({ style }) => armStyle(style));
  const domain = series.map((_, at) => String(at));
  const bySeries = { field: "s", type: "nominal", legend: null } as const;
  const color: Encoding["color"] = { ...bySeries, scale: { domain, range: styles.map(({ color }) => color) } };
  const strokeDash: Encoding["strokeDash"] = {
    ...bySeries,
    scale: { domain, range: styles.map(({ dash }) => dash.length === 0 ? [1, 0] : [...dash]) },
  };
  const layer = (mark: UnitSpec["mark"], encoding: Encoding, shown: (point: Point) => boolean): UnitSpec[] => {
    const values: Rows = series.flatMap(({ points }, at) =>
      points.filter((point) => shown(point) && (!axis.log || point.y > 0)).map((point) => ({ ...point, s: `${at}` }))
    );
    return values.length === 0 ? [] : [{ data: { values }, mark, encoding }];
  };
  const interval: Encoding = { x, y: valueOnY("low", panel.y.unit, axis), y2: { field: "high" }, color };
  const few = series.every(({ points }) => points.length <= FEW);
  return {
    layer: [
      ...bandLayers(panel),
      ...axis.low < 0 && axis.high > 0 ? [fixed({ type: "rule", color: ink("axis") }, { y: { datum: 0 } })] : [],
      ...layer(
        named ? { type: "rule", strokeWidth: 1.25, opacity: 0.75 } : { type: "area", opacity: 0.18 },
        interval,
        ({ low }) => low !== undefined,
      ),
      ...layer({ type: "line" }, { x, y, color, strokeDash }, () => true),
      ...layer({ type: "point", filled: true, size: 26, opacity: 1 }, { x, y, color }, () => few),
      ...layer(
        { type: "point", filled: false, size: 120, strokeWidth: 1.5 },
        { x, y, color },
        (point) => point.chosen === true,
      ),
      ...labelLayers(panel, x, axis, frame),
    ],
  };
}

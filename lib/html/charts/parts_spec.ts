import { armStyle, ink } from "../palette.ts";
import { nameOnX, valueOnY } from "./axis_encoding.ts";
import type { PartsPanel } from "./panel.ts";
import type { LayerSpec, Rows } from "./spec_types.ts";
import { type Axis, linearAxis } from "./ticks.ts";

/** A part of a bar, from one value to another. */
interface Piece {
  readonly x: string;
  readonly y: number;
  readonly to: number;
  readonly color: string;
}

/** Stacks each bar's parts: those above 0 upwards from it, those below downwards. */
function piecesOf({ parts, bars }: PartsPanel): Piece[] {
  return bars.flatMap(({ x, parts: values }) => {
    const ends = { up: 0, down: 0 };
    return parts.flatMap((name, at) => {
      const value = values.find((part) => part.name === name)?.value ?? 0;
      if (value === 0) return [];
      const side = value > 0 ? "up" : "down";
      const y = ends[side];
      ends[side] += value;
      return [{ x, y, to: ends[side], color: armStyle(at).color }];
    });
  });
}

/** The y axis of a panel of parts: it spans the stacks and the totals. */
export function partsAxis(panel: PartsPanel): Axis {
  return linearAxis([
    0,
    ...piecesOf(panel).map(({ to }) => to),
    ...panel.bars.flatMap(({ total }) => total ?? []),
    ...panel.y.span ?? [],
  ]);
}

/** Bars of stacked parts, a dash at each bar's total. */
export function partsSpec(panel: PartsPanel): LayerSpec {
  const axis = partsAxis(panel);
  const x = nameOnX(panel.x.title, panel.bars.map(({ x }) => x));
  const y = valueOnY("y", panel.y.unit, axis);
  const pieces: Rows = piecesOf(panel).map((piece) => ({ ...piece }));
  const totals: Rows = panel.bars.flatMap(({ x, total }) => total === undefined ? [] : [{ x, y: total }]);
  return {
    layer: [
      {
        data: { values: pieces },
        mark: { type: "bar", width: 16, stroke: ink("page"), strokeWidth: 1 },
        encoding: { x, y, y2: { field: "to" }, color: { field: "color", type: "nominal", scale: null, legend: null } },
      },
      ...axis.low < 0
        ? [{
          data: { values: [{}] },
          mark: { type: "rule" as const, color: ink("axis") },
          encoding: { y: { datum: 0 } },
        }]
        : [],
      ...totals.length === 0 ? [] : [{
        data: { values: totals },
        mark: {
          type: "tick" as const,
          orient: "horizontal" as const,
          thickness: 3,
          size: 24,
          color: ink("text"),
          opacity: 1,
        },
        encoding: { x, y },
      }],
    ],
  };
}

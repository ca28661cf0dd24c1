import type { IntervalRow, Panel } from "./panel.ts";

/** Where a drawing's plot lies, in pixels: its size, and the margins around it, which hold the axes. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Height of a row of an interval panel, and of a heading above one, in pixels. */
const ROW = 36;
const HEADING = 24;

/** A chart of a grid. Every one has the same margins, so that axes in a row line up. */
const SMALL: Frame = { width: 268, height: 124, left: 46, right: 12, top: 22, bottom: 40 };

/** The chart that a section begins with; its lines are named at their ends, on the right. */
const LARGE: Frame = { width: 490, height: 230, left: 46, right: 180, top: 22, bottom: 40 };

/** One of several that a section begins with, two side by side. */
const HALF: Frame = { width: 316, height: 190, left: 46, right: 180, top: 22, bottom: 40 };

/** A chart of rows without its height; their names stand inside. */
const INTERVALS = { ...SMALL, left: 20, right: 20, width: 286, top: 6 } as const;

/** A row's place: where it begins, in pixels from the plot's top, and its height. */
export interface RowPlace {
  readonly top: number;
  readonly height: number;
}

/** The rows of an interval panel below each other, each with its heading above it. */
export function placedRows(rows: readonly IntervalRow[]): RowPlace[] {
  let end = 0;
  return rows.map(({ heading }) => {
    const top = end + (heading === undefined ? 0 : HEADING);
    end = top + ROW;
    return { top, height: ROW };
  });
}

/** The frame of a panel. */
export function frameOf(panel: Panel): Frame {
  switch (panel.kind) {
    case "lines":
      return panel.size === undefined ? SMALL : panel.size === "large" ? LARGE : HALF;
    case "intervals": {
      const last = placedRows(panel.rows).at(-1);
      return { ...INTERVALS, height: last === undefined ? 0 : last.top + last.height };
    }
    case "parts":
      return SMALL;
  }
}

/** A drawing's whole size. */
export function sizeOf({ width, height, left, right, top, bottom }: Frame): { width: number; height: number } {
  return { width: left + width + right, height: top + height + bottom };
}

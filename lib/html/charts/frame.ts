import type { Panel } from "./panel.ts";

/** Where a drawing's plot lies, in pixels: its size, and the margins around it, which hold the axes. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Height of a row of an interval panel, in pixels. */
export const ROW = 36;

/** A chart of a grid. Every one has the same margins, so that axes in a row line up. */
const SMALL: Frame = { width: 268, height: 124, left: 46, right: 12, top: 22, bottom: 40 };

/** The chart that a section begins with; its lines are named at their ends, on the right. */
const LARGE: Frame = { width: 490, height: 230, left: 46, right: 180, top: 22, bottom: 40 };

/** A chart of rows without its height; their names stand inside. */
export const INTERVALS = { ...SMALL, left: 14, width: 300, top: 6 } as const;

/** The frame of a panel. */
export function frameOf(panel: Panel): Frame {
  switch (panel.kind) {
    case "lines":
      return panel.large ? LARGE : SMALL;
    case "intervals":
      return { ...INTERVALS, height: ROW * panel.rows.length };
    case "parts":
      return { ...SMALL, height: 150 };
  }
}

/** A drawing's whole size. */
export function sizeOf({ width, height, left, right, top, bottom }: Frame): { width: number; height: number } {
  return { width: left + width + right, height: top + height + bottom };
}

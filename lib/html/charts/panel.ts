/** What the report draws, as data: nothing here knows how. */

/** A measured value with its 95 % interval over seeds, where there are several. */
export interface Point {
  /** An iteration, or a checkpoint's name. */
  readonly x: number | string;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  /** Whether it is the checkpoint that was chosen. */
  readonly chosen?: boolean;
}

/** One line of a panel. */
export interface Series {
  readonly name: string;
  /** Place of its arm, from 0, which decides its colour. */
  readonly style: number;
  readonly points: readonly Point[];
}

/** A region that values are compared with, from `low` to `high`; a line where they are equal. */
export interface Band {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** How a panel's values are written and scaled. */
export interface ValueAxis {
  /** The unit, or what is counted; "no unit" where a number has none. */
  readonly unit: string;
  /** Values that the axis must span besides the data's, as 0 and 1 for a share. */
  readonly span?: readonly number[] | undefined;
  /** Between which values there can be any, as 0 and 1 for a share: intervals are drawn no further. */
  readonly within?: readonly [low: number, high: number] | undefined;
  /** Whether it is logarithmic; values that aren't above 0 are left out. */
  readonly log?: boolean | undefined;
}

interface PanelHead {
  /** Unique in a report; also a file's name. */
  readonly id: string;
  readonly title: string;
  /** What else the reader must know, in a few words. */
  readonly note?: string | undefined;
}

/** Lines over iterations or checkpoints. */
export interface LinePanel extends PanelHead {
  readonly kind: "lines";
  readonly x: {
    readonly title: string;
    /** The places on the axis in order where they are names; absent for numbers. */
    readonly names?: readonly string[];
  };
  readonly y: ValueAxis;
  readonly series: readonly Series[];
  readonly bands?: readonly Band[];
  /** Where lines are named at their ends: whether it is drawn large, or so that two such panels fit side by side. */
  readonly size?: "large" | "half" | undefined;
}

/** One row of an interval panel: an arm. */
export interface IntervalRow {
  /** What this row and those below have in common, up to the next heading. */
  readonly heading?: string | undefined;
  /** Its name in the drawing, under the heading. */
  readonly label: string;
  /** Its name by itself. */
  readonly name: string;
  readonly style: number;
  /** One a seed. */
  readonly seeds: readonly { readonly seed: number; readonly value: number }[];
  readonly mean: number;
  readonly low?: number;
  readonly high?: number;
  /** What it is compared with, as the arm's mean after SFT. */
  readonly reference?: number;
}

/** Arms against each other in one measure. */
export interface IntervalPanel extends PanelHead {
  readonly kind: "intervals";
  readonly x: ValueAxis;
  readonly rows: readonly IntervalRow[];
}

/** A part of a whole: what a term adds to J, or an action's share. */
export interface Part {
  readonly name: string;
  readonly value: number;
}

/** Bars of parts that add up to a total, one a checkpoint. */
export interface PartsPanel extends PanelHead {
  readonly kind: "parts";
  readonly x: { readonly title: string };
  readonly y: ValueAxis;
  /** Names of the parts in their order, which decides their colours. */
  readonly parts: readonly string[];
  readonly bars: readonly { readonly x: string; readonly parts: readonly Part[]; readonly total?: number }[];
}

/** Anything that is drawn. */
export type Panel = LinePanel | IntervalPanel | PartsPanel;

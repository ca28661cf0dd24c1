/** A table of the paper's figures beside ours, before it has a format. */

/** A cell: its text, and the numbers behind it where it has some. */
export interface TableCell {
  readonly text: string;
  readonly value?: number;
  /** Ends of the 95 % interval around `value`. */
  readonly interval?: { readonly low: number; readonly high: number };
  /** What has to be said of this cell; equal texts become one footnote. */
  readonly footnotes?: readonly string[];
}

/** A line: the paper's figures, or those of one of our experiments about the same. */
export interface TableLine {
  /** What the line is about: a model, a domain, a hyperparameter. */
  readonly subject: string;
  /** Which of the subject: a checkpoint, a domain, an arm. */
  readonly detail: string;
  /** Whose figures they are. */
  readonly source: string;
  /** Said of the whole line, beside its source. */
  readonly footnotes?: readonly string[];
  /** One for each of the table's columns. */
  readonly cells: readonly TableCell[];
}

/** A table. */
export interface PaperTable {
  /** Lower-case words joined by hyphens. */
  readonly id: string;
  readonly title: string;
  /** Titles of subject, detail and source. */
  readonly heads: readonly [subject: string, detail: string, source: string];
  readonly columns: readonly string[];
  readonly lines: readonly TableLine[];
  /** Sentences under the table: how its numbers came about. */
  readonly notes: readonly string[];
}

/** A cell of what was not run, or not printed. */
export const EMPTY_CELL: TableCell = { text: "" };

/** A cell of words alone. */
export function textCell(text: string): TableCell {
  return { text };
}

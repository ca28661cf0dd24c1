import type { PaperTable, TableLine } from "./table.ts";

/** A cell with the marks of its footnotes. */
export interface MarkedText {
  readonly text: string;
  /** `a`, `b` … */
  readonly marks: readonly string[];
}

/** A table whose footnotes have marks, as formats for people take it. */
export interface Layout {
  readonly title: string;
  /** Columns of words, on the left. */
  readonly heads: readonly string[];
  /** Columns of figures. */
  readonly columns: readonly string[];
  /** Lines; what a line's subject and detail repeat from the line before is left empty. */
  readonly lines: readonly {
    readonly heads: readonly MarkedText[];
    readonly cells: readonly MarkedText[];
    /** Whether a new subject begins. */
    readonly begins: boolean;
  }[];
  readonly footnotes: readonly { readonly mark: string; readonly text: string }[];
  readonly notes: readonly string[];
}

/** `a` … `z`, `aa`, `ab` … */
function letters(index: number): string {
  const last = String.fromCharCode("a".charCodeAt(0) + index % 26);
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/** The footnotes of a line in the order in which they are read. */
const footnotesOf = ({ footnotes = [], cells }: TableLine) => [
  ...footnotes,
  ...cells.flatMap(({ footnotes = [] }) => footnotes),
];

/** Marks a table's footnotes, equal ones once, and leaves out a column of words that has none. */
export function layOut({ title, heads, columns, lines, notes }: PaperTable): Layout {
  const texts = [...new Set(lines.flatMap(footnotesOf))];
  const marksOf = (footnotes: readonly string[] = []) => footnotes.map((text) => letters(texts.indexOf(text)));
  const hasDetail = lines.some(({ detail }) => detail !== "");
  return {
    title,
    heads: hasDetail ? heads : [heads[0], heads[2]],
    columns,
    lines: lines.map(({ subject, detail, source, footnotes, cells }, at) => {
      const before = lines[at - 1];
      const begins = before?.subject !== subject;
      const same = !begins && before?.detail === detail;
      return {
        heads: [
          { text: begins ? subject : "", marks: [] },
          ...hasDetail ? [{ text: same ? "" : detail, marks: [] }] : [],
          { text: source, marks: marksOf(footnotes) },
        ],
        cells: cells.map(({ text, footnotes }) => ({ text, marks: marksOf(footnotes) })),
        begins,
      };
    }),
    footnotes: texts.map((text, at) => ({ mark: letters(at), text })),
    notes,
  };
}

import { type Column, textTable } from "../../report/text_table.ts";
import { wrap } from "../../report/wrap.ts";
import { markdownText, terminalText } from "../escape.ts";
import { layOut, type MarkedText } from "../layout.ts";
import type { PaperTable } from "../table.ts";

/** `5.000 (a)`. */
const marked = ({ text, marks }: MarkedText) => [text, ...marks.map((mark) => `(${mark})`)].join(" ").trim();

function textOf(table: PaperTable, markdown: boolean): string {
  const { title, heads, columns, lines, footnotes, notes } = layOut(table);
  const escaped = markdown ? markdownText : terminalText;
  type Line = typeof lines[number];
  const laidOut = [
    ...heads.map((head, at): Column<Line> => ({
      title: escaped(head),
      cell: (line) => escaped(marked(line.heads[at]!)),
      align: "left",
    })),
    ...columns.map((column, at): Column<Line> => ({
      title: escaped(column),
      cell: (line) => escaped(marked(line.cells[at]!)),
    })),
  ];
  const paragraphs = [...footnotes.map(({ mark, text }) => `(${mark}) ${text}`), ...notes].map(escaped);
  return [
    markdown ? `### ${escaped(title)}` : escaped(title),
    textTable(laidOut, lines, markdown),
    ...markdown ? paragraphs : [paragraphs.map((paragraph) => wrap(paragraph)).join("\n")],
  ].join("\n\n");
}

/** Tables for a terminal. */
export function terminalTables(tables: readonly PaperTable[]): string {
  return tables.map((table) => textOf(table, false)).join("\n\n\n");
}

/** Tables as GitHub's Markdown. */
export function markdownTables(tables: readonly PaperTable[]): string {
  return tables.map((table) => textOf(table, true)).join("\n\n");
}

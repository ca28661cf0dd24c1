import { latexText } from "../escape.ts";
import { layOut, type MarkedText } from "../layout.ts";
import type { PaperTable } from "../table.ts";

const superscript = (marks: readonly string[]) =>
  marks.length === 0 ? "" : `\\textsuperscript{${marks.map(latexText).join(",")}}`;

const cell = ({ text, marks }: MarkedText) => latexText(text) + superscript(marks);

/** A row of a tabular. Braces keep a bracket or a star that begins a cell from being taken for the line break's. */
const row = (cells: readonly string[]) =>
  `${cells.map((each) => /^[[*]/.test(each) ? `{${each}}` : each).join(" & ")} \\\\`;

function latexTable(table: PaperTable): string {
  const { title, heads, columns, lines, footnotes, notes } = layOut(table);
  const body = lines.flatMap(({ heads, cells, begins }, at) => [
    ...begins && at > 0 ? ["\\addlinespace"] : [],
    row([...heads, ...cells].map(cell)),
  ]);
  const below = [
    ...footnotes.map(({ mark, text }) => `${superscript([mark])} ${latexText(text)}`),
    ...notes.map(latexText),
  ];
  return [
    "\\begin{table}",
    "\\centering",
    `\\caption{${latexText(title)}}`,
    `\\label{tab:${table.id}}`,
    `\\begin{tabular}{${"l".repeat(heads.length)}${"r".repeat(columns.length)}}`,
    "\\toprule",
    row([...heads, ...columns].map(latexText)),
    "\\midrule",
    ...body,
    "\\bottomrule",
    "\\end{tabular}",
    "\\par\\smallskip",
    "\\begin{minipage}{\\linewidth}\\footnotesize",
    below.join("\\par\n"),
    "\\end{minipage}",
    "\\end{table}",
  ].join("\n");
}

/** Tables in LaTeX, for documents that load booktabs. */
export function latexTables(tables: readonly PaperTable[]): string {
  return ["% \\usepackage[T1]{fontenc}, \\usepackage{booktabs}", ...tables.map(latexTable)].join("\n\n");
}

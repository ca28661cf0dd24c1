import { htmlText } from "../escape.ts";
import { layOut, type MarkedText } from "../layout.ts";
import type { PaperTable } from "../table.ts";

const cell = ({ text, marks }: MarkedText) =>
  htmlText(text) + (marks.length === 0 ? "" : `<sup>${htmlText(marks.join(", "))}</sup>`);

function htmlTable(table: PaperTable): string {
  const { title, heads, columns, lines, footnotes, notes } = layOut(table);
  const rows = lines.map(({ heads, cells }) => {
    const words = heads.map((each) => `<th scope="row">${cell(each)}</th>`);
    const figures = cells.map((each) => `<td>${cell(each)}</td>`);
    return `<tr>${[...words, ...figures].join("")}</tr>`;
  });
  const titles = [...heads, ...columns].map((each) => `<th scope="col">${htmlText(each)}</th>`);
  const below = [
    ...footnotes.map(({ mark, text }) => `<p><sup>${htmlText(mark)}</sup> ${htmlText(text)}</p>`),
    ...notes.map((note) => `<p>${htmlText(note)}</p>`),
  ];
  return [
    `<section id="${htmlText(table.id)}">`,
    "<table>",
    `<caption>${htmlText(title)}</caption>`,
    `<thead><tr>${titles.join("")}</tr></thead>`,
    "<tbody>",
    ...rows,
    "</tbody>",
    "</table>",
    ...below,
    "</section>",
  ].join("\n");
}

/** Tables as a fragment of HTML that needs nothing around it: no style, no script, all text escaped. */
export function htmlTables(tables: readonly PaperTable[]): string {
  return tables.map(htmlTable).join("\n");
}

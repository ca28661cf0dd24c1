// A small table with everything that formats have to escape, for the tests of this folder.
import type { PaperTable } from "../../lib/tables/table.ts";

export const SAMPLE: PaperTable = {
  id: "sample",
  title: "Sample <b>&</b> 100 %",
  heads: ["model", "checkpoint", "whose"],
  columns: ["Pay/r", "λe"],
  lines: [
    {
      subject: "A|model",
      detail: "base",
      source: "paper, v1",
      cells: [{ text: "−5.000", value: -5, footnotes: ["Above what is allowed."] }, { text: "" }],
    },
    {
      subject: "A|model",
      detail: "base",
      source: "ours & co",
      footnotes: ["Another domain."],
      cells: [{ text: "0.100 [0.050, 0.200]", value: 0.1, interval: { low: 0.05, high: 0.2 } }, { text: "none" }],
    },
    {
      subject: "B_model",
      detail: "base",
      source: "paper, v1",
      cells: [{ text: '"quoted"' }, { text: "2", value: 2, footnotes: ["Above what is allowed."] }],
    },
  ],
  notes: ["A note with a_b."],
};

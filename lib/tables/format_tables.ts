import { csvTables } from "./formats/csv.ts";
import { htmlTables } from "./formats/html.ts";
import { latexTables } from "./formats/latex.ts";
import { markdownTables, terminalTables } from "./formats/text.ts";
import type { PaperTable } from "./table.ts";

const FORMATS = {
  terminal: terminalTables,
  md: markdownTables,
  csv: csvTables,
  latex: latexTables,
  html: htmlTables,
} as const satisfies Record<string, (tables: readonly PaperTable[]) => string>;

/** How tables can be written. */
export type TableFormat = keyof typeof FORMATS;

/** The formats, the default first. */
export const TABLE_FORMATS = ["terminal", "md", "csv", "latex", "html"] as const satisfies readonly TableFormat[];

/** Tables as text in a format. */
export function formatTables(tables: readonly PaperTable[], format: TableFormat): string {
  return FORMATS[format](tables);
}

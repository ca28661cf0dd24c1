import { csvRecord } from "../escape.ts";
import type { PaperTable } from "../table.ts";

const HEADER = ["table", "subject", "detail", "source", "column", "text", "value", "low", "high", "footnotes"];

/**
 * Tables as one CSV file (RFC 4180), a record a cell, so that all tables have the same fields; lines end with CR and LF.
 * `low` and `high` are the ends of the 95 % interval around `value`. An empty `text` was not printed, or not run.
 */
export function csvTables(tables: readonly PaperTable[]): string {
  const records = tables.flatMap(({ id, columns, lines }) =>
    lines.flatMap(({ subject, detail, source, footnotes: ofLine = [], cells }) =>
      cells.map(({ text, value, interval, footnotes = [] }, at) => [
        ...[id, subject, detail, source, columns[at]!, text],
        ...[value, interval?.low, interval?.high].map((number) => number === undefined ? "" : String(number)),
        [...footnotes, ...ofLine].join(" "),
      ])
    )
  );
  return [HEADER, ...records].map((record) => csvRecord(record) + "\r\n").join("");
}

import type { Json } from "../json/json.ts";
import { type Column, textTable } from "../report/text_table.ts";
import { csvRecord, markdownText, terminalText } from "../tables/escape.ts";
import type { QueryResult } from "./run_query.ts";

/** How rows can be written. */
export const QUERY_FORMATS = ["terminal", "md", "csv", "json"] as const;

/** A way to write rows. */
export type QueryFormat = typeof QUERY_FORMATS[number];

type Rows = AsyncIterable<readonly Json[]>;

/** A value as text: texts as they are, what has parts as JSON. */
function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** As RFC 4180, whose lines end with CR and LF; the caller writes the LF. Null is an empty field. */
async function* csvLines(columns: readonly string[], rows: Rows): AsyncGenerator<string> {
  yield csvRecord(columns) + "\r";
  for await (const row of rows) yield csvRecord(row.map((value) => value === null ? "" : textOf(value))) + "\r";
}

/** One JSON array of objects, an object a line. */
async function* jsonLines(columns: readonly string[], rows: Rows): AsyncGenerator<string> {
  let before: string | undefined;
  for await (const row of rows) {
    yield before === undefined ? "[" : `  ${before},`;
    before = JSON.stringify(Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])));
  }
  if (before === undefined) yield "[]";
  else {
    yield `  ${before}`;
    yield "]";
  }
}

async function* tableLines(columns: readonly string[], rows: Rows, markdown: boolean): AsyncGenerator<string> {
  const escaped = markdown ? markdownText : terminalText;
  const all = await Array.fromAsync(rows);
  const cell = (value: Json | undefined) => value === null || value === undefined ? "NULL" : escaped(textOf(value));
  const laidOut = columns.map((title, at): Column<readonly Json[]> => ({
    title: escaped(title),
    cell: (row) => cell(row[at]),
    align: all.some((row) => typeof row[at] === "number") ? "right" : "left",
  }));
  yield* textTable(laidOut, all, markdown).split("\n");
}

/** What a query found, as lines without their line feeds. CSV and JSON come as rows do; tables wait for all of them. */
export function formatRows({ columns, rows }: QueryResult, format: QueryFormat): AsyncGenerator<string> {
  switch (format) {
    case "csv":
      return csvLines(columns, rows);
    case "json":
      return jsonLines(columns, rows);
    case "terminal":
    case "md":
      return tableLines(columns, rows, format === "md");
  }
}

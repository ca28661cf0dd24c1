/** A column of a table in the terminal. */
export interface Column<Row> {
  readonly title: string;
  /** The cell's text. */
  readonly cell: (row: Row) => string;
  /** Numbers stand right, words left. */
  readonly align?: "left" | "right";
}

/** Lays rows out in columns two spaces apart, a rule under the titles; as Markdown if `markdown`. */
export function textTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], markdown = false): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, c) => Math.max(...cells.map((line) => line[c]!.length)));
  const pad = (text: string, c: number) =>
    columns[c]!.align === "left" ? text.padEnd(widths[c]!) : text.padStart(widths[c]!);
  const line = (texts: readonly string[]) => {
    const padded = texts.map(pad);
    return markdown ? `| ${padded.join(" | ")} |` : padded.join("  ").trimEnd();
  };
  const rule = markdown
    ? `|${
      widths.map((width, c) => columns[c]!.align === "left" ? `:${"-".repeat(width + 1)}` : `${"-".repeat(width + 1)}:`)
        .join("|")
    }|`
    : widths.map((width) => "─".repeat(width)).join("  ");
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join("\n");
}

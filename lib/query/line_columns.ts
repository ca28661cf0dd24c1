import { z } from "zod";
import { LINES } from "../results/schema.ts";
import { columnType } from "./column_type.ts";

/** A field of a results line as a column. */
export interface LineColumn {
  readonly name: string;
  /** Its DuckDB type. */
  readonly type: string;
}

/** A schema's fields as columns, in their order; `kind` is left out. */
function columnsOf(schema: z.core.$ZodType): LineColumn[] {
  const { properties = {} } = z.toJSONSchema(schema);
  return Object.entries(properties).flatMap(([name, field]) =>
    name === "kind" ? [] : [{ name, type: typeof field === "boolean" ? "JSON" : columnType(field) }]
  );
}

/** The columns of each kind of line, from its schema. */
export const LINE_COLUMNS: ReadonlyMap<string, readonly LineColumn[]> = new Map(
  Object.entries(LINES).map(([kind, schema]) => [kind, columnsOf(schema)]),
);

/** Whether lines of different kinds have a field of that name with different types. */
export function isAmbiguous(name: string): boolean {
  const types = [...LINE_COLUMNS.values()].flatMap((columns) => columns.filter((column) => column.name === name));
  return new Set(types.map(({ type }) => type)).size > 1;
}

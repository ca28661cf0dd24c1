/** DuckDB by itself: counts the episodes among the lines of the files that a pattern names. */
import { DuckDBInstance } from "@duckdb/node-api";
import { quoteText } from "../query/views.ts";

if (import.meta.main) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const lines = `read_ndjson_objects(${quoteText(Deno.args[0] ?? "")})`;
  const counted = await connection.runAndReadAll(`select count(*) from ${lines} where json->>'kind' = 'episode'`);
  console.log(String(counted.getRows()[0]?.[0]));
}

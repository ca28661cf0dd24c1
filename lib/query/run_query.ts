import { type DuckDBConnection, type DuckDBPreparedStatement, type DuckDBValue, StatementType } from "@duckdb/node-api";
import type { Json } from "../json/json.ts";
import { jsonValue } from "./json_value.ts";
import { QueryError, queryError } from "./query_error.ts";

/** What a query found, row by row as it is asked for. */
export interface QueryResult {
  /** The columns' names, each once. */
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Json[]>;
}

/** The one statement of a query, if it does nothing but read. */
async function selectOf(connection: DuckDBConnection, query: string): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(query);
  if (statements.count !== 1) {
    throw new QueryError(`Cannot run ${statements.count} statements: give one query, as select count(*) from episodes`);
  }
  const statement = await statements.prepare(0);
  if (statement.statementType !== StatementType.SELECT) {
    const kind = StatementType[statement.statementType];
    throw new QueryError(`Cannot run a statement of kind ${kind}: results are only read, as by select … from episodes`);
  }
  return statement;
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof QueryError ? error : queryError(error);
  }
}

/**
 * Runs one query that reads.
 *
 * @throws {QueryError} If it isn't one, or fails; failures may also come while rows are read.
 */
export async function runQuery(connection: DuckDBConnection, query: string): Promise<QueryResult> {
  if (query.trim() === "") {
    throw new QueryError("Cannot run an empty query: give one, as select count(*) from episodes");
  }
  const result = await told(async () => await (await selectOf(connection, query)).stream());
  const columns = result.deduplicatedColumnNames();
  const areJson = columns.map((_, at) => result.columnLogicalType(at).alias === "JSON");
  const value = (each: DuckDBValue, at: number): Json =>
    areJson[at] === true && typeof each === "string" ? JSON.parse(each) : jsonValue(each);
  async function* rows() {
    for (;;) {
      const chunk = await told(() => result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) return;
      for (const row of chunk.getRows()) yield row.map(value);
    }
  }
  return { columns, rows: rows() };
}

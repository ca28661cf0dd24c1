/** A query that can't be run; the message says why. */
export class QueryError extends Error {
  override readonly name = "QueryError";
}

/**
 * What DuckDB says of a query, as one sentence: its first paragraph without a full stop and without the excerpt of the
 * query that it puts below.
 */
export function queryError(error: unknown): QueryError {
  const said = error instanceof Error ? error.message : String(error);
  const [sentence = said] = said.split(/\n\s*\n/);
  return new QueryError(`Cannot run the query: ${sentence.replace(/\s+/g, " ").trim().replace(/[.!]$/, "")}`, {
    cause: error,
  });
}

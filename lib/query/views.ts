/** What a query can select from, as SQL. Columns follow the schema of the results; see `LINE_COLUMNS`. */
import { quoteName } from "./column_type.ts";
import { isAmbiguous, LINE_COLUMNS, type LineColumn } from "./line_columns.ts";

/** A text as SQL quotes it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as DuckDB's readers take it for itself, rather than for a pattern. */
export function literalPath(path: string): string {
  return path.replace(/[*?[]/g, "[$&]");
}

/** The schema of the tables that views are made of. */
export const INTERNAL = "internal";

/** The table of runs: one row a results file, with its header. */
export const RUNS_TABLE =
  "CREATE TABLE internal.runs (path VARCHAR, run VARCHAR, experiment VARCHAR, plan VARCHAR, arm VARCHAR, seed BIGINT, header JSON)";

/** The table of lines that were read before the query, since DuckDB can't read their files itself. */
export const HELD_TABLE = "CREATE TABLE internal.held (path VARCHAR, kind VARCHAR, line JSON)";

/** Which run a line is of: the first columns of every view. */
const RUN_COLUMNS = "runs.run, runs.experiment, runs.plan, runs.arm, runs.seed";

const HEADER = "header";

/** A JSON value as a column of a type; what it lacks is null. */
const typed = (json: string, type: string) => `json_transform(${json}, ${quoteText(JSON.stringify(type))})`;

const field = (json: string, name: string) => `${json}->${quoteText(name)}`;

/** The lines of one kind out of `held`. */
function heldLines(kind: string, columns: readonly LineColumn[]): string {
  const values = columns.map(({ name, type }) => `${typed(field("line", name), type)} AS ${quoteName(name)}`);
  return `SELECT ${["path", ...values].join(", ")} FROM internal.held WHERE kind = ${quoteText(kind)}`;
}

/**
 * The lines of one kind out of files, read where they lie. All lines are scanned with the columns of this kind, so those
 * that mean something else in another are taken as JSON first.
 */
function scannedLines(kind: string, columns: readonly LineColumn[], paths: readonly string[]): string {
  const files = paths.map((path) => quoteText(literalPath(path))).join(", ");
  const scanned = columns.map(({ name, type }) =>
    `${quoteName(name)}: ${quoteText(isAmbiguous(name) ? "JSON" : type)}`
  );
  const values = columns.map(({ name, type }) => {
    const column = quoteName(name);
    return isAmbiguous(name) ? `${typed(column, type)} AS ${column}` : column;
  });
  return `SELECT ${["filename AS path", ...values].join(", ")} FROM read_ndjson([${files}], filename = true, ` +
    `columns = {${["kind: 'VARCHAR'", ...scanned].join(", ")}}) WHERE kind = ${quoteText(kind)}`;
}

/** Columns that are computed from a line's own, by kind. */
const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  episode: [
    "list_avg([r.agent FOR r IN lines.rounds]) AS payoff",
    "list_avg([r.opponent FOR r IN lines.rounds]) AS theirs",
  ],
};

function lineView(kind: string, columns: readonly LineColumn[], paths: readonly string[]): string {
  const lines = [...paths.length === 0 ? [] : [scannedLines(kind, columns, paths)], heldLines(kind, columns)];
  const values = [RUN_COLUMNS, ...columns.map(({ name }) => `lines.${quoteName(name)}`), ...COMPUTED[kind] ?? []];
  return `CREATE VIEW ${kind}s AS SELECT ${values.join(", ")} FROM (${lines.join(" UNION ALL ")}) lines ` +
    "JOIN internal.runs ON runs.path = lines.path";
}

function headersView(columns: readonly LineColumn[]): string {
  const own = columns.filter(({ name }) => name !== "plan" && name !== "run").map(({ name, type }) =>
    `${typed(field("header", name), type)} AS ${quoteName(name)}`
  );
  const values = [
    RUN_COLUMNS,
    "header->'plan'->>'description' AS description",
    "header->'run'->'settings' AS settings",
    ...own,
  ];
  return `CREATE VIEW ${HEADER}s AS SELECT ${values.join(", ")} FROM internal.runs`;
}

/** One row a decision of a training episode, with what identifies the episode. */
const DECISIONS_VIEW = "CREATE VIEW decisions AS SELECT run, experiment, plan, arm, seed, iteration, domain, pool, " +
  'opponent, played, "index", unnest(decisions, recursive := true) FROM episodes';

/**
 * Statements that create the views: one for each kind of line, as `episodes` for `episode`, and `decisions`.
 *
 * @param paths Files to read where they lie.
 */
export function views(paths: readonly string[]): string[] {
  const lines = [...LINE_COLUMNS].map(([kind, columns]) =>
    kind === HEADER ? headersView(columns) : lineView(kind, columns, paths)
  );
  return [...lines, DECISIONS_VIEW];
}

/** The names of the views. */
export const VIEWS: readonly string[] = [...[...LINE_COLUMNS.keys()].map((kind) => `${kind}s`), "decisions"];

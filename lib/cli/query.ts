import { parseArgs } from "@std/cli/parse-args";
import { formatRows, QUERY_FORMATS } from "../query/format_rows.ts";
import { openDatabase } from "../query/open_database.ts";
import { readSources } from "../query/read_sources.ts";
import { runQuery } from "../query/run_query.ts";
import { VIEWS } from "../query/views.ts";
import { refuseUnknown, requireValues } from "./flags.ts";
import type { Output } from "./output.ts";
import { parseFormat } from "./parse_format.ts";
import { requireReadable } from "./require_readable.ts";
import { UsageError } from "./usage_error.ts";

const HELP = `deno task query "SELECT …" [flags]

Runs a query in DuckDB's SQL over the results of all runs, as
  select opponent, avg(payoff) from episodes where pool = 'train' group by all
Views: ${VIEWS.join(", ")}
Each has run, experiment, plan, arm and seed; "describe episodes" lists a view's columns.

  --format FORMAT  ${QUERY_FORMATS.join(", ")} (${QUERY_FORMATS[0]})
  --results DIR    where results are (results)
  --help           this text`;

function readFlags(args: readonly string[]) {
  const read = parseArgs([...args], {
    string: ["format", "results", "_"],
    collect: ["format", "results"],
    boolean: ["help"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task query", ["format", "results", "help"]),
  });
  const { format, results } = read;
  requireValues({ format, results });
  return read;
}

/** `deno task query`. Returns the exit status. */
export async function query(args: readonly string[], { write, warn }: Output): Promise<number> {
  const flags = readFlags(args);
  if (flags.help) {
    write(HELP);
    return 0;
  }
  const [sql, ...more] = flags._.map(String);
  if (sql === undefined || more.length > 0) {
    throw new UsageError(`deno task query takes one query in quotes, but got ${flags._.length} arguments`);
  }
  const format = parseFormat(flags.format, QUERY_FORMATS);
  const results = flags.results.at(-1) ?? "results";
  requireReadable(results, "query", "-R -E --allow-ffi");
  const sources = await readSources(results, warn);
  if (sources.length === 0) warn(`There are no results in "${results}": every view is empty`);
  using database = await openDatabase(sources, warn);
  for await (const line of formatRows(await runQuery(database.connection, sql), format)) write(line);
  return 0;
}

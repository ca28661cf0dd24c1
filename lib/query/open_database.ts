import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { shortHash } from "../../dsl/plan.ts";
import { readResults } from "../results/read_results.ts";
import { ResultsError } from "../results/results_error.ts";
import type { RunSource } from "./run_source.ts";
import { HELD_TABLE, INTERNAL, literalPath, quoteText, RUNS_TABLE, views } from "./views.ts";

/** A database in memory with the views of results; see `VIEWS`. */
export interface Database extends Disposable {
  readonly connection: DuckDBConnection;
}

/** DuckDB without what would reach outside: no extensions by itself, no files for what doesn't fit into memory. */
const OPTIONS = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  temp_directory: "",
};

async function fillRuns(connection: DuckDBConnection, sources: readonly RunSource[]): Promise<void> {
  const appender = await connection.createAppender("runs", INTERNAL);
  for (const { path, run, header } of sources) {
    appender.appendVarchar(path);
    appender.appendVarchar(run);
    appender.appendVarchar(header.plan.experiment);
    appender.appendVarchar(shortHash(header.plan.hash));
    appender.appendVarchar(header.run.arm);
    appender.appendBigInt(BigInt(header.run.seed));
    appender.appendVarchar(JSON.stringify(header));
    appender.endRow();
  }
  appender.closeSync();
}

/** Reads files into the table of held lines, each as far as it is whole. */
async function fillHeld(
  connection: DuckDBConnection,
  sources: readonly RunSource[],
  warn: (message: string) => void,
): Promise<void> {
  const appender = await connection.createAppender("held", INTERNAL);
  for (const { path } of sources) {
    try {
      for await (const line of readResults(path, { warn })) {
        if (line.kind === "header") continue;
        appender.appendVarchar(path);
        appender.appendVarchar(line.kind);
        appender.appendVarchar(JSON.stringify(line));
        appender.endRow();
      }
    } catch (error) {
      if (!(error instanceof ResultsError)) throw error;
      warn(`${error.message}; the lines before are taken`);
    }
  }
  appender.closeSync();
}

/**
 * Opens a database on results. Files that are finished are read where they lie whenever a query asks for them; the others
 * are read now. Nothing but these files can be reached from it, nothing can be written, and no query can change that.
 *
 * @param warn Told, in one line, what a file lacks.
 */
export async function openDatabase(
  sources: readonly RunSource[],
  warn: (message: string) => void,
): Promise<Database> {
  const instance = await DuckDBInstance.create(":memory:", OPTIONS);
  const connection = await instance.connect();
  const [inPlace, others] = [true, false].map((each) => sources.filter((source) => source.inPlace === each));
  const paths = inPlace!.map(({ path }) => path);
  await connection.run(`CREATE SCHEMA ${INTERNAL}`);
  await connection.run(RUNS_TABLE);
  await connection.run(HELD_TABLE);
  await fillRuns(connection, sources);
  await fillHeld(connection, others!, warn);
  for (const view of views(paths)) await connection.run(view);
  // Access is checked for the pattern that a path was given as, and again for the path.
  const allowed = [...new Set(paths.flatMap((path) => [path, literalPath(path)]))].map(quoteText);
  await connection.run(`SET allowed_paths = [${allowed.join(", ")}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
  return {
    connection,
    [Symbol.dispose]() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

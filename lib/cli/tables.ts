import { parseArgs } from "@std/cli/parse-args";
import { runFiles } from "../results/run_files.ts";
import { formatTables, TABLE_FORMATS } from "../tables/format_tables.ts";
import { PAPER } from "../tables/paper.ts";
import { type Edition, EDITIONS } from "../tables/paper_schema.ts";
import { paperTables } from "../tables/paper_tables.ts";
import { readRuns } from "../tables/read_runs.ts";
import { suggest } from "../text/nearest.ts";
import { refuseUnknown, requireValues } from "./flags.ts";
import type { Output } from "./output.ts";
import { parseFormat } from "./parse_format.ts";
import { requireReadable } from "./require_readable.ts";
import { UsageError } from "./usage_error.ts";

const HELP = `deno task tables [flags]

Writes every table of the paper, its figures beside those of finished runs; what was not run is empty.

  --paper EDITION    ${EDITIONS.join(" or ")}, instead of both
  --experiment NAME  take runs of this experiment alone; again for several
  --format FORMAT    ${TABLE_FORMATS.join(", ")} (${TABLE_FORMATS[0]})
  --results DIR      where results are (results)
  --help             this text`;

function readFlags(args: readonly string[]) {
  const valued = ["paper", "experiment", "format", "results"] as const;
  const read = parseArgs([...args], {
    string: [...valued, "_"],
    collect: valued,
    boolean: ["help"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task tables", [...valued, "help"]),
  });
  const { paper, experiment, format, results } = read;
  requireValues({ paper, experiment, format, results });
  if (read._.length > 0) throw new UsageError(`deno task tables takes flags alone, but got ${read._.join(" ")}`);
  return read;
}

/** The editions that `--paper` names, once each; all where it isn't given. */
function parseEditions(texts: readonly string[]): readonly Edition[] {
  const unknown = texts.find((text) => !EDITIONS.some((edition) => edition === text));
  if (unknown !== undefined) throw new UsageError(`There is no edition "${unknown}"${suggest(unknown, EDITIONS)}`);
  return texts.length === 0 ? EDITIONS : EDITIONS.filter((edition) => texts.includes(edition));
}

/** The results files of the experiments that are named; of all where none is. */
function filesOf(results: string, experiments: readonly string[]) {
  const files = runFiles(results);
  const names = [...new Set(files.map(({ experiment }) => experiment))];
  const unknown = experiments.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There are no results of "${unknown}" in "${results}"${suggest(unknown, names)}`);
  }
  return experiments.length === 0 ? files : files.filter(({ experiment }) => experiments.includes(experiment));
}

/** `deno task tables`. Returns the exit status. */
export async function tables(args: readonly string[], { write, warn }: Output): Promise<number> {
  const flags = readFlags(args);
  if (flags.help) {
    write(HELP);
    return 0;
  }
  const editions = parseEditions(flags.paper);
  const format = parseFormat(flags.format, TABLE_FORMATS);
  const results = flags.results.at(-1) ?? "results";
  requireReadable(results, "tables", "-R -E");
  const runs = await readRuns(filesOf(results, flags.experiment), warn);
  write(formatTables(paperTables(editions, PAPER, runs), format).replace(/\n$/, "")); // the writer ends it
  return 0;
}

import { parseArgs } from "@std/cli/parse-args";
import { writeWhole } from "../data/write_whole.ts";
import { writingTo } from "../data/writing_to.ts";
import { resultsJsonSchemaText } from "../schema/results_json_schema.ts";
import { refuseUnknown } from "./flags.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usage_error.ts";

/** Where the task in deno.json may write. */
const FOLDER = "data/schema";

/** The file of {@linkcode resultsJsonSchemaText}. */
const FILE = `${FOLDER}/results.schema.json`;

const HELP = `deno task schema

Writes the JSON Schema of a results line, which the zod schemas in lib/results/schema define, to ${FILE}.

  --help  this text`;

/** `deno task schema`. Returns the exit status. */
export function schema(args: readonly string[], { write }: Output): number {
  const { help, _ } = parseArgs([...args], {
    boolean: ["help"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task schema", ["help"]),
  });
  if (help) {
    write(HELP);
    return 0;
  }
  if (_.length > 0) throw new UsageError(`deno task schema takes no arguments, but got ${_.join(" ")}`);
  writingTo("the schema", FOLDER, () => writeWhole(FILE, resultsJsonSchemaText()));
  write(FILE);
  return 0;
}

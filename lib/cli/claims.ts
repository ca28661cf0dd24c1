import { parseArgs } from "@std/cli/parse-args";
import { EXPERIMENTS } from "../../dsl/find_experiment.ts";
import { CLAIMS } from "../claims/claims.ts";
import { examine } from "../claims/examine.ts";
import { CLAIM_FORMATS, formatClaims } from "../claims/format_claims.ts";
import { refuseUnknown, requireValues } from "./flags.ts";
import type { Output } from "./output.ts";
import { parseFormat } from "./parse_format.ts";
import { requireReadable } from "./require_readable.ts";
import { UsageError } from "./usage_error.ts";

const HELP = `deno task claims [flags]

Says of each claim of the paper and of this project which experiment tests it, by what rule, and what the finished runs
say: holds, fails, or not run, with what to type to run it.

  --format FORMAT  ${CLAIM_FORMATS.join(", ")} (${CLAIM_FORMATS[0]})
  --results DIR    where results are (results)
  --help           this text`;

function readFlags(args: readonly string[]) {
  const valued = ["format", "results"] as const;
  const read = parseArgs([...args], {
    string: [...valued, "_"],
    collect: valued,
    boolean: ["help"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task claims", [...valued, "help"]),
  });
  const { format, results } = read;
  requireValues({ format, results });
  if (read._.length > 0) throw new UsageError(`deno task claims takes flags alone, but got ${read._.join(" ")}`);
  return read;
}

/** `deno task claims`. Returns the exit status, which doesn't depend on the verdicts. */
export async function claims(args: readonly string[], { write, warn }: Output): Promise<number> {
  const flags = readFlags(args);
  if (flags.help) {
    write(HELP);
    return 0;
  }
  const format = parseFormat(flags.format, CLAIM_FORMATS);
  const results = flags.results.at(-1) ?? "results";
  requireReadable(results, "claims", "-R -E");
  write(formatClaims(await examine(CLAIMS, { results, experiments: EXPERIMENTS, warn }), format));
  return 0;
}

import { parseArgs } from "@std/cli/parse-args";
import { DATASET_NAMES } from "../data/datasets.ts";
import { writeSft } from "../data/write_sft.ts";
import { refuseUnknown } from "./flags.ts";
import type { Output } from "./output.ts";

const FOLDER = "data/sft";

/** The paper's seed. */
const SEED = 42;

const HELP = `deno task data [NAME …]

Writes SFT data sets to ${FOLDER}/, the same bytes every time: all of them, or those named.
Data sets: ${DATASET_NAMES.join(", ")}

  --help  this text`;

/** `deno task data`. Returns the exit status. */
export function data(args: readonly string[], { write }: Output): number {
  const { help, _ } = parseArgs([...args], {
    string: ["_"],
    boolean: ["help"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task data", ["help"]),
  });
  if (help) {
    write(HELP);
    return 0;
  }
  const names = _.length === 0 ? DATASET_NAMES : [...new Set(_.map(String))];
  for (const { path, examples, sha256 } of writeSft({ names, seed: SEED, folder: FOLDER })) {
    write(`${path}: ${examples} examples, SHA-256 ${sha256}`);
  }
  return 0;
}

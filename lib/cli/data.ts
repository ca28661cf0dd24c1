import { parseArgs } from "@std/cli/parse-args";
import { DATASET_NAMES } from "../data/datasets.ts";
import { DATA_SEED } from "../data/training_examples.ts";
import { writeArchive } from "../data/write_archive.ts";
import { writeSft } from "../data/write_sft.ts";
import { refuseUnknown, requireValues } from "./flags.ts";
import type { Output } from "./output.ts";
import { parseSeed } from "./parse_seed.ts";
import { UsageError } from "./usage_error.ts";

/** Where the task in deno.json may write. */
const SFT_FOLDER = "data/sft";
const ARCHIVE_FOLDER = "data/archive";

const HELP = `deno task data [NAME …] [flags]

Writes SFT data sets to ${SFT_FOLDER}/, the same bytes every time: all of them, or those named.
Data sets: ${DATASET_NAMES.join(", ")}

  --archive     write a folder for each set to upload as a dataset, to ${ARCHIVE_FOLDER}/
  --folder DIR  write to DIR instead
  --seed N      draw other examples than those of seed ${DATA_SEED}, which are the published ones
  --help        this text`;

function readFlags(args: readonly string[]) {
  const read = parseArgs([...args], {
    string: ["folder", "seed", "_"],
    collect: ["folder", "seed"],
    boolean: ["archive", "help"],
    alias: { help: "h" },
    unknown: refuseUnknown("deno task data", ["archive", "folder", "seed", "help"]),
  });
  const { folder, seed } = read;
  requireValues({ folder, seed });
  return read;
}

/**
 * Has Deno ask, on a terminal, for a folder that it was not told to allow.
 *
 * @throws {Error} If it isn't allowed.
 */
function requireAllowed(folder: string): void {
  for (const name of ["write", "read"] as const) {
    if (Deno.permissions.requestSync({ name, path: folder }).state === "granted") continue;
    throw new Error(
      `Cannot write to "${folder}": deno task data may write to ${SFT_FOLDER} and ${ARCHIVE_FOLDER} alone; to write ` +
        "elsewhere run deno run -R -W -E main.ts data with the same arguments",
    );
  }
}

function writeSets(names: readonly string[], folder: string, seed: number, write: Output["write"]): void {
  for (const { path, examples, sha256 } of writeSft({ names, seed, folder })) {
    write(`${path}: ${examples} examples, SHA-256 ${sha256}`);
  }
  if (seed !== DATA_SEED) {
    write(
      `Seed ${seed} is not the published sets' ${DATA_SEED}: checksums, samples and cards don't describe these files`,
    );
  }
}

function writeArchives(names: readonly string[], folder: string, write: Output["write"]): void {
  for (const archive of writeArchive({ names, folder })) {
    const files = archive.files.map(({ path, examples, bytes }) =>
      `${path} (${examples} examples, ${(bytes / 1e6).toFixed(2)} MB)`
    );
    write(`${archive.folder}: README.md, LICENSE, ${files.join(", ")}`);
  }
}

/** `deno task data`. Returns the exit status. */
export function data(args: readonly string[], { write }: Output): number {
  const { help, archive, folder: folders, seed: seeds, _ } = readFlags(args);
  if (help) {
    write(HELP);
    return 0;
  }
  const seed = parseSeed(seeds.at(-1) ?? `${DATA_SEED}`);
  if (archive && seed !== DATA_SEED) {
    throw new UsageError(
      `Cannot archive with --seed ${seed}: the cards describe the published sets, of seed ${DATA_SEED}`,
    );
  }
  const names = _.length === 0 ? DATASET_NAMES : [...new Set(_.map(String))];
  const folder = folders.at(-1) ?? (archive ? ARCHIVE_FOLDER : SFT_FOLDER);
  requireAllowed(folder);
  if (archive) writeArchives(names, folder, write);
  else writeSets(names, folder, seed, write);
  return 0;
}

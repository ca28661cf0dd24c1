import { join } from "node:path";
import { type DatasetPart, datasetParts } from "./dataset_parts.ts";
import { readDatasetNames } from "./datasets.ts";
import { writeWhole } from "./write_whole.ts";
import { writingTo } from "./writing_to.ts";

/** What to write, and where. */
export interface WriteSftOptions {
  /** Data sets by name. */
  readonly names: readonly string[];
  /** An integer in [0, 2³²). */
  readonly seed: number;
  /** The folder, made if it isn't there. */
  readonly folder: string;
}

/** One file that was written. */
export interface SftFile {
  readonly path: string;
  /** Lines, one an example. */
  readonly examples: number;
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
}

function writePart(path: string, { examples, bytes, sha256 }: DatasetPart): SftFile {
  writeWhole(path, bytes);
  return { path, examples, bytes: bytes.length, sha256 };
}

/**
 * Writes data sets as JSON Lines, `<name>.train.jsonl` and `<name>.valid.jsonl`: the same bytes for the same seed.
 *
 * @returns What was written, in order.
 * @throws {RangeError} If a name is unknown or the seed isn't valid; nothing is written then.
 * @throws {Error} If the folder or a file can't be written.
 */
export function writeSft({ names, seed, folder }: WriteSftOptions): SftFile[] {
  const sets = readDatasetNames(names).map((name) => ({ name, ...datasetParts(name, seed) }));
  return writingTo("SFT data", folder, () =>
    sets.flatMap(({ name, train, valid }) => [
      writePart(join(folder, `${name}.train.jsonl`), train),
      writePart(join(folder, `${name}.valid.jsonl`), valid),
    ]));
}

import { createHash } from "node:crypto";
import { join } from "node:path";
import { suggest } from "../text/nearest.ts";
import type { Demonstration } from "../games/types.ts";
import { DATASET_NAMES, type DatasetName, DATASETS, isDatasetName } from "./datasets.ts";
import { jointExamples } from "./joint_examples.ts";
import type { SftExamples } from "./sft_examples.ts";

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

function examplesOf(name: DatasetName, seed: number): SftExamples {
  const { domains, train, valid } = DATASETS[name];
  return jointExamples(domains, { seed, train, valid });
}

/** Writes a file so that it is there whole or not at all: aside, then renamed. */
function writeWhole(path: string, text: string): void {
  const aside = `${path}.${Deno.pid}.part`;
  try {
    Deno.writeTextFileSync(aside, text);
    Deno.renameSync(aside, path);
  } catch (error) {
    try {
      Deno.removeSync(aside);
    } catch { /* it never came to be, or the disk is gone: the first error says more */ }
    throw error;
  }
}

function writeExamples(path: string, examples: readonly Demonstration[]): SftFile {
  const text = examples.map((example) => `${JSON.stringify(example)}\n`).join("");
  writeWhole(path, text);
  return {
    path,
    examples: examples.length,
    bytes: new TextEncoder().encode(text).length,
    sha256: createHash("sha256").update(text).digest("hex"),
  };
}

/**
 * Writes data sets as JSON Lines, `<name>.train.jsonl` and `<name>.valid.jsonl`: the same bytes for the same seed.
 *
 * @returns What was written, in order.
 * @throws {RangeError} If a name is unknown or the seed isn't valid; nothing is written then.
 * @throws {Error} If the folder or a file can't be written.
 */
export function writeSft({ names, seed, folder }: WriteSftOptions): SftFile[] {
  const sets = names.map((name) => {
    if (!isDatasetName(name)) throw new RangeError(`Cannot make data set "${name}"${suggest(name, DATASET_NAMES)}`);
    return { name, examples: examplesOf(name, seed) };
  });
  try {
    Deno.mkdirSync(folder, { recursive: true });
    return sets.flatMap(({ name, examples: { train, valid } }) => [
      writeExamples(join(folder, `${name}.train.jsonl`), train),
      writeExamples(join(folder, `${name}.valid.jsonl`), valid),
    ]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot write SFT data to "${folder}": ${reason}`, { cause: error });
  }
}

import { join } from "node:path";
import { archiveCard, type ArchiveFile } from "./archive_card.ts";
import { datasetParts } from "./dataset_parts.ts";
import { type DatasetName, readDatasetNames } from "./datasets.ts";
import { gzip } from "./gzip.ts";
import { DATA_SEED } from "./training_examples.ts";
import { writeWhole } from "./write_whole.ts";
import { writingTo } from "./writing_to.ts";

/** Which archives to write, and where. */
export interface WriteArchiveOptions {
  /** Data sets by name. */
  readonly names: readonly string[];
  /** The folder that gets a folder for each set; made if it isn't there. */
  readonly folder: string;
}

/** A folder that was written. */
export interface Archive {
  readonly folder: string;
  /** Its data files; beside them are README.md and LICENSE. */
  readonly files: readonly (ArchiveFile & { readonly bytes: number })[];
}

/** A file of an archive with what is in it. */
interface PackedFile extends ArchiveFile {
  readonly content: Uint8Array;
}

/** The hub's names for the parts of a set. */
const SPLITS = { train: "train", valid: "validation" } as const;

/** Reads a text of the project: it stands beside the code, wherever the command is run. */
function projectText(path: string): string {
  return Deno.readTextFileSync(new URL(`../../${path}`, import.meta.url));
}

function packed(name: DatasetName): PackedFile[] {
  const parts = datasetParts(name, DATA_SEED);
  return (["train", "valid"] as const).map((part) => {
    const { examples, bytes, sha256 } = parts[part], split = SPLITS[part];
    return { path: `data/${split}.jsonl.gz`, split, examples, sha256, content: gzip(bytes) };
  });
}

function writeOne(name: DatasetName, folder: string): Archive {
  const files = packed(name);
  const readme = archiveCard(name, files, {
    card: projectText(`data/sft/cards/${name}.md`),
    index: projectText("data/sft/README.md"),
  });
  writingTo("an archive", folder, () => {
    Deno.mkdirSync(join(folder, "data"), { recursive: true });
    for (const { path, content } of files) writeWhole(join(folder, path), content);
    writeWhole(join(folder, "LICENSE"), projectText("LICENSE"));
    // Last, so that a card never names a file that isn't there.
    writeWhole(join(folder, "README.md"), readme);
  });
  return { folder, files: files.map(({ content, ...file }) => ({ ...file, bytes: content.length })) };
}

/**
 * Writes the published sets as folders to upload as datasets, `<folder>/<name>/`: compressed JSON Lines, the card as
 * README.md with the head that the Hugging Face hub reads, and the licence. Other files in there are left alone.
 *
 * The data are gzip files of JSON Lines rather than Parquet: the hub and its libraries read both, and what comes out of gzip
 * is the bytes whose sums are published.
 *
 * @returns What was written, in order.
 * @throws {RangeError} If a name is unknown; nothing is written then.
 * @throws {Error} If a folder or a file can't be written.
 */
export function writeArchive({ names, folder }: WriteArchiveOptions): Archive[] {
  return readDatasetNames(names).map((name) => writeOne(name, join(folder, name)));
}

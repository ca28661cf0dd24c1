import { type DatasetName, DATASETS } from "./datasets.ts";
import { frontMatter } from "./front_matter.ts";

/** A file of an archive, as its card lists it. */
export interface ArchiveFile {
  /** Relative to the archive. */
  readonly path: string;
  /** The hub's name of the split. */
  readonly split: string;
  /** Lines, one an example. */
  readonly examples: number;
  /** SHA-256 of the JSON Lines inside, in hexadecimal. */
  readonly sha256: string;
}

/** The texts that a card is put together from. */
export interface CardTexts {
  /** The set's own card. */
  readonly card: string;
  /** The index of all sets, which has what they have in common. */
  readonly index: string;
}

/** Sections of the index that stand in every card. */
const COMMON = ["Fields", "How they are made", "Licence"];

/**
 * A section of a Markdown text, from its heading of second degree to the next.
 *
 * @throws {RangeError} If there is none of that heading.
 */
export function section(markdown: string, heading: string): string {
  const found = markdown.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`));
  if (found === undefined) throw new RangeError(`The index of the data sets has no section "${heading}"`);
  return found.trim();
}

const count = (examples: number) => examples.toLocaleString("en-US");

function listed(files: readonly ArchiveFile[]): string {
  return [
    "## Files",
    "",
    "| file | split | examples | SHA-256 of the JSON Lines inside |",
    "|---|---|---|---|",
    ...files.map(({ path, split, examples, sha256 }) =>
      `| \`${path}\` | ${split} | ${count(examples)} | \`${sha256}\` |`
    ),
    "",
    `\`gunzip -c ${files[0]?.path} | sha256sum\` prints the sum.`,
  ].join("\n");
}

/**
 * The README.md of a set's archive: the head that the hub reads, the set's own card, its files, and what all sets have in
 * common.
 *
 * @throws {RangeError} If the index lacks a section.
 */
export function archiveCard(name: DatasetName, files: readonly ArchiveFile[], { card, index }: CardTexts): string {
  const { title, domains } = DATASETS[name];
  const head = frontMatter({
    title: `SEPO SFT: ${title}`,
    tags: ["game-theory", "supervised-fine-tuning", ...domains],
    examples: files.reduce((sum, { examples }) => sum + examples, 0),
    files: Object.fromEntries(files.map(({ split, path }) => [split, path])),
  });
  const parts = [head.trim(), card.trim(), listed(files), ...COMMON.map((heading) => section(index, heading))];
  return `${parts.join("\n\n")}\n`;
}

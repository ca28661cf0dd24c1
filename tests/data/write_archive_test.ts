import { assert, assertEquals, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DATASET_NAMES, DATASETS } from "../../lib/data/datasets.ts";
import { writeArchive } from "../../lib/data/write_archive.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { readFrontMatter } from "./read_front_matter.ts";

const ROOT = new URL("../../", import.meta.url);
const textOf = (path: string) => Deno.readTextFileSync(new URL(path, ROOT));

/** Every file under a folder with its SHA-256. */
function sumsIn(folder: string, under = ""): Record<string, string> {
  const sums: Record<string, string> = {};
  for (const { name, isDirectory } of Deno.readDirSync(join(folder, under))) {
    const path = under === "" ? name : `${under}/${name}`;
    if (isDirectory) Object.assign(sums, sumsIn(folder, path));
    else sums[path] = createHash("sha256").update(Deno.readFileSync(join(folder, path))).digest("hex");
  }
  return sums;
}

/** The published sum of each part, by `<set>.<part>.jsonl`. */
const PUBLISHED = new Map(
  textOf("data/sft/checksums.txt").trimEnd().split("\n").map((line) => {
    const [sum, file] = line.split("  ");
    return [file!, sum!];
  }),
);

const PARTS = { train: "train", validation: "valid" } as const;

Deno.test("writeArchive() writes folders whose files hold the published bytes", () =>
  temporaryFolder((folder) => {
    const archives = writeArchive({ names: DATASET_NAMES, folder });
    assertEquals(archives.map((archive) => archive.folder), DATASET_NAMES.map((name) => join(folder, name)));
    for (const [i, name] of DATASET_NAMES.entries()) {
      const { folder: archive, files } = archives[i]!;
      const expected = ["LICENSE", "README.md", "data/train.jsonl.gz", "data/validation.jsonl.gz"];
      assertEquals(Object.keys(sumsIn(archive)).sort(), expected);
      assertEquals(Deno.readTextFileSync(join(archive, "LICENSE")), textOf("LICENSE"));
      for (const [split, part] of Object.entries(PARTS)) {
        const packed = Deno.readFileSync(join(archive, `data/${split}.jsonl.gz`));
        const sum = createHash("sha256").update(gunzipSync(packed)).digest("hex");
        assertEquals(sum, PUBLISHED.get(`${name}.${part}.jsonl`));
        const told = files.find((file) => file.split === split)!;
        assertEquals([told.sha256, told.bytes], [sum, packed.length]);
      }
    }
  }));

Deno.test("writeArchive() writes cards that name what is there and read as well away from the repository", () =>
  temporaryFolder((folder) => {
    for (const { folder: archive, files } of writeArchive({ names: DATASET_NAMES, folder })) {
      const name = DATASET_NAMES.find((name) => archive === join(folder, name))!;
      const { metadata, text } = readFrontMatter(Deno.readTextFileSync(join(archive, "README.md")));
      const { title, domains, train, valid } = DATASETS[name];
      assertEquals(metadata, {
        pretty_name: `SEPO SFT: ${title}`,
        language: ["en"],
        license: "mit",
        task_categories: ["text-generation"],
        tags: ["game-theory", "supervised-fine-tuning", ...domains],
        size_categories: [name === "multi" ? "10K<n<100K" : "1K<n<10K"],
        configs: [{ config_name: "default", data_files: files.map(({ split, path }) => ({ split, path })) }],
      });
      for (const { path } of files) assert(Deno.statSync(join(archive, path)).isFile);
      assertEquals(files.map(({ examples }) => examples), [train, valid]);
      assert(text.trimStart().startsWith(textOf(`data/sft/cards/${name}.md`)), "the set's own card comes first");
      for (const heading of ["Files", "Fields", "How they are made", "Licence"]) {
        assertEquals(text.split(`\n## ${heading}\n`).length, 2, heading);
      }
      for (const { sha256 } of files) assert(text.includes(sha256));
      // A link would have to lead out of the archive.
      assertEquals(text.match(/\]\((?!https:)/g), null);
    }
  }));

Deno.test("writeArchive() writes the same bytes again, and leaves other files alone", () =>
  temporaryFolder((folder) => {
    const write = () => writeArchive({ names: ["neg-gt"], folder });
    write();
    const first = sumsIn(folder);
    Deno.mkdirSync(join(folder, "neg-gt", ".git"));
    Deno.writeTextFileSync(join(folder, "neg-gt", ".git", "HEAD"), "");
    write();
    const { "neg-gt/.git/HEAD": head, ...second } = sumsIn(folder);
    assert(head !== undefined);
    assertEquals(second, first);
  }));

Deno.test("writeArchive() writes nothing where a name is unknown, and says where it could not write", () =>
  temporaryFolder((folder) => {
    const file = join(folder, "file");
    assertThrows(() => writeArchive({ names: ["kuhn", "neg"], folder: file }), RangeError, 'data set "neg"');
    assertThrows(() => Deno.statSync(file), Deno.errors.NotFound);
    Deno.writeTextFileSync(file, "");
    assertThrows(() => writeArchive({ names: ["kuhn"], folder: file }), Error, "Cannot write an archive to");
  }));

import { assert, assertEquals, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Demonstration } from "../../lib/games/types.ts";
import { writeSft } from "../../lib/data/write_sft.ts";

const SFT = new URL("../../data/sft/", import.meta.url);
const KEYS = ["messages", "domain", "demonstrator", "opponent", "infoset"];

function inFolder(test: (folder: string) => void) {
  const folder = Deno.makeTempDirSync();
  try {
    test(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const linesOf = (path: string) => Deno.readTextFileSync(path).trimEnd().split("\n");

Deno.test("writeSft() writes the published bytes for seed 42", () =>
  inFolder((folder) => {
    const files = writeSft({ names: ["kuhn"], seed: 42, folder });
    const published = Deno.readTextFileSync(new URL("checksums.txt", SFT)).trimEnd().split("\n");
    assertEquals(
      published,
      files.map(({ path, sha256 }) => `${sha256}  ${path.slice(folder.length + 1)}`),
    );
    for (const { path, sha256, bytes } of files) {
      const content = Deno.readFileSync(path);
      assertEquals(createHash("sha256").update(content).digest("hex"), sha256);
      assertEquals(content.length, bytes);
    }
    const sample = Deno.readTextFileSync(new URL("sample/kuhn.jsonl", SFT)).trimEnd().split("\n");
    assertEquals(sample, linesOf(files[0]!.path).slice(0, 20));
  }));

Deno.test("writeSft() writes 6,400 and 1,600 examples of Kuhn poker in chat form, of the paper's lengths", () =>
  inFolder((folder) => {
    const files = writeSft({ names: ["kuhn"], seed: 7, folder: join(folder, "new", "folder") });
    assertEquals(files.map(({ examples }) => examples), [6400, 1600]);
    for (const { path, examples } of files) {
      const lines = linesOf(path).map((line): Demonstration => JSON.parse(line));
      assertEquals(lines.length, examples);
      const lengths: number[] = [];
      for (const example of lines) {
        assertEquals(Object.keys(example), KEYS);
        const roles = example.messages.map(({ role }) => role);
        assertEquals(roles, ["system", "user", "assistant"]);
        lengths.push(example.messages[2].content.length);
      }
      const median = lengths.sort((a, b) => a - b)[lengths.length / 2]!;
      assert(median >= 70 && median <= 93, `median length ${median}`);
      assert(lengths.at(-1)! < 220);
    }
  }));

Deno.test("writeSft() replaces a set whole and leaves nothing else behind", () =>
  inFolder((folder) => {
    Deno.writeTextFileSync(join(folder, "kuhn.train.jsonl"), "older\n");
    writeSft({ names: ["kuhn"], seed: 42, folder });
    assertEquals(linesOf(join(folder, "kuhn.train.jsonl")).length, 6400);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "kuhn.train.jsonl",
      "kuhn.valid.jsonl",
    ]);
  }));

Deno.test("writeSft() offers the nearest name for an unknown set and writes nothing", () =>
  inFolder((folder) => {
    const aside = join(folder, "sets");
    const unknown = () => writeSft({ names: ["kuhn", "kuhm"], seed: 42, folder: aside });
    assertThrows(unknown, RangeError, 'Cannot make data set "kuhm": did you mean "kuhn"?');
    assertThrows(() => Deno.statSync(aside), Deno.errors.NotFound);
  }));

Deno.test("writeSft() says where it could not write, and leaves no part behind", () =>
  inFolder((folder) => {
    const file = join(folder, "file");
    Deno.writeTextFileSync(file, "");
    assertThrows(
      () => writeSft({ names: ["kuhn"], seed: 42, folder: file }),
      Error,
      `Cannot write SFT data to "${file}"`,
    );
    // A folder in the place of a file: the rename fails after the part was written.
    Deno.mkdirSync(join(folder, "kuhn.train.jsonl", "inside"), { recursive: true });
    assertThrows(() => writeSft({ names: ["kuhn"], seed: 42, folder }), Error, "Cannot write SFT data");
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["file", "kuhn.train.jsonl"]);
  }));

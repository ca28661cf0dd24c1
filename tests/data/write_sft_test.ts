import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { DATASET_NAMES, DATASETS } from "../../lib/data/datasets.ts";
import { shares } from "../../lib/data/joint_examples.ts";
import { writeSft } from "../../lib/data/write_sft.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { byDomain, examplesIn } from "./published.ts";

const SFT = new URL("../../data/sft/", import.meta.url);

const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("writeSft() writes the published bytes for seed 42, each time", () =>
  temporaryFolder((folder) => {
    const write = () => writeSft({ names: DATASET_NAMES, seed: 42, folder });
    const files = write();
    const published = Deno.readTextFileSync(new URL("checksums.txt", SFT)).trimEnd().split("\n");
    const written = () =>
      files.map(({ path }) => {
        const sum = createHash("sha256").update(Deno.readFileSync(path)).digest("hex");
        return `${sum}  ${path.slice(folder.length + 1)}`;
      });
    assertEquals(written(), published);
    assertEquals(files.map(({ sha256, path }) => `${sha256}  ${path.slice(folder.length + 1)}`), published);
    for (const { path, bytes } of files) assertEquals(Deno.statSync(path).size, bytes);
    assertEquals(namesIn(folder), published.map((line) => line.split("  ")[1]!).sort());
    // Again over the same files: replaced whole, and nothing left beside them.
    assertEquals(write(), files);
    assertEquals(written(), published);
    assertEquals(namesIn(folder).length, published.length);
  }));

Deno.test("writeSft() writes the published samples: 20 lines, the first of every domain", () =>
  temporaryFolder((folder) => {
    writeSft({ names: DATASET_NAMES, seed: 42, folder });
    for (const name of DATASET_NAMES) {
      const train = examplesIn(Deno.readFileSync(join(folder, `${name}.train.jsonl`)));
      const lines = shares(20, DATASETS[name].domains.length);
      const sample = byDomain({ train, valid: [] }).flatMap(({ train }, domain) => train.slice(0, lines[domain]));
      assertEquals(examplesIn(Deno.readFileSync(new URL(`sample/${name}.jsonl`, SFT))), sample, name);
      assertEquals(sample.length, 20);
    }
  }));

Deno.test("writeSft() writes other examples for another seed, and as many, into a new folder", () =>
  temporaryFolder((folder) => {
    const aside = join(folder, "new", "folder");
    const [other, again] = [7, 7].map((seed) => writeSft({ names: ["kuhn"], seed, folder: aside }));
    const published = writeSft({ names: ["kuhn"], seed: 42, folder });
    assertEquals(other, again);
    assertEquals(other!.map(({ examples }) => examples), [6400, 1600]);
    assertNotEquals(other!.map(({ sha256 }) => sha256), published.map(({ sha256 }) => sha256));
  }));

Deno.test("writeSft() writes nothing where a name is unknown", () =>
  temporaryFolder((folder) => {
    const aside = join(folder, "sets");
    const unknown = () => writeSft({ names: ["kuhn", "kuhm"], seed: 42, folder: aside });
    assertThrows(unknown, RangeError, 'Cannot make data set "kuhm": did you mean "kuhn"?');
    assertThrows(() => Deno.statSync(aside), Deno.errors.NotFound);
  }));

Deno.test("writeSft() says where it could not write, and leaves no part behind", () =>
  temporaryFolder((folder) => {
    // A folder in the place of a file: the rename fails after the part was written.
    Deno.mkdirSync(join(folder, "kuhn.train.jsonl", "inside"), { recursive: true });
    const fails = () => writeSft({ names: ["kuhn"], seed: 42, folder });
    assertThrows(fails, Error, `Cannot write SFT data to "${folder}": `);
    assertEquals(namesIn(folder), ["kuhn.train.jsonl"]);
  }));

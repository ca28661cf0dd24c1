import { assertEquals, assertRejects } from "@std/assert";
import { cached, CacheError } from "../../lib/run/cache.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const write = (text: string) => (folder: string) => Deno.writeTextFile(`${folder}/made`, text);

/** SHA-256 of "once", by sha256sum. */
const ONCE = "200651a8b2d5912f692db89468a7d47d86a3ed6844f48f1b15f2be1d9c9a7e5e";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("cached() makes a folder once for a key, whatever the order of the key's members", () =>
  temporaryFolder(async (root) => {
    const first = await cached(root, "sft", { a: 1, b: 2 }, write("once"));
    const second = await cached(root, "sft", { b: 2, a: 1 }, write("twice"));
    assertEquals([first.hit, second.hit], [false, true]);
    assertEquals([first.folder, first.key, first.files], [second.folder, second.key, second.files]);
    assertEquals(first.files["made"], ONCE);
    assertEquals(await Deno.readTextFile(`${second.folder}/made`), "once");
    const other = await cached(root, "sft", { a: 1, b: 3 }, write("other"));
    assertEquals(await Deno.readTextFile(`${other.folder}/made`), "other");
  }));

Deno.test("cached() leaves nothing behind when the making fails, whatever the making wrote", () =>
  temporaryFolder(async (root) => {
    const fail = async (folder: string) => {
      await Deno.mkdir(`${folder}.partial-7`); // as the trainer writes a model: beside the folder, then into its place
      throw new Error("out of paper");
    };
    await assertRejects(() => cached(root, "sft", 1, fail), Error, "paper");
    assertEquals(names(`${root}/sft`), []);
    assertEquals((await cached(root, "sft", 1, write("later"))).hit, false);
    assertEquals(names(`${root}/sft`).length, 1);
  }));

Deno.test("cached() keeps the first of two that are made at once", () =>
  temporaryFolder(async (root) => {
    const both = await Promise.all([cached(root, "m", 1, write("a")), cached(root, "m", 1, write("b"))]);
    assertEquals(both[0].folder, both[1].folder);
    assertEquals(both[0].files, both[1].files);
    assertEquals(names(`${root}/m`).length, 1);
  }));

Deno.test("cached() sweeps what a killed process left, once nobody is making anything", () =>
  temporaryFolder(async (root) => {
    Deno.mkdirSync(`${root}/m/.making-dead/stage`, { recursive: true });
    const during: string[][] = [];
    await cached(root, "m", 1, async () => {
      during.push(names(`${root}/m`));
      Deno.mkdirSync(`${root}/m/.making-other`); // stands for another maker's, whom the lock of this one speaks for
      await cached(root, "m", 2, write("b"));
      during.push(names(`${root}/m`).filter((name) => name === ".making-other"));
    });
    assertEquals(during[0]!.includes(".making-dead"), false);
    assertEquals(during[1], [".making-other"]);
    await cached(root, "m", 3, write("c"));
    assertEquals(names(`${root}/m`).filter((name) => name.startsWith(".")), []);
  }));

Deno.test("cached() names the folder to remove where a file is missing or isn't what was written", () =>
  temporaryFolder(async (root) => {
    const spoilt: [spoil: (folder: string) => Promise<void>, what: string][] = [
      [(folder) => Deno.truncate(`${folder}/made`, 2), '"made" is damaged, it isn\'t what was written'],
      [(folder) => Deno.remove(`${folder}/made`), '"made" is missing'],
      [(folder) => Deno.writeTextFile(`${folder}/files.json`, "{"), "its files.json is missing or damaged"],
      [(folder) => Deno.writeTextFile(`${folder}/files.json`, "[1]"), "its files.json is missing or damaged"],
      [(folder) => Deno.remove(`${folder}/files.json`), "its files.json is missing or damaged"],
    ];
    for (const [spoil, what] of spoilt) {
      const { folder } = await cached(root, "sft", 1, write("once"));
      await spoil(folder);
      const { message } = await assertRejects(() => cached(root, "sft", 1, write("again")), CacheError);
      assertEquals(
        message,
        `Cannot use the cached stage "${folder}": ${what}; remove that folder and run again to make it anew`,
      );
      await Deno.remove(folder, { recursive: true });
    }
  }));

Deno.test("cached() says in one sentence that the cache can't be written", () =>
  temporaryFolder(async (root) => {
    await Deno.writeTextFile(`${root}/file`, "");
    const { message } = await assertRejects(() => cached(`${root}/file`, "sft", 1, write("once")), CacheError);
    assertEquals(message, `Cannot write the cache "${root}/file": not a directory; choose another --results`);
  }));

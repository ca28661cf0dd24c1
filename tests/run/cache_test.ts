import { assertEquals, assertRejects } from "@std/assert";
import { cached } from "../../lib/run/cache.ts";

const write = (text: string) => (folder: string) => Deno.writeTextFile(`${folder}/made`, text);

Deno.test("cached() makes a folder once for a key, whatever the order of the key's members", async () => {
  const root = await Deno.makeTempDir();
  const first = await cached(root, "sft", { a: 1, b: 2 }, write("once"));
  const second = await cached(root, "sft", { b: 2, a: 1 }, write("twice"));
  assertEquals([first.hit, second.hit], [false, true]);
  assertEquals(first.folder, second.folder);
  assertEquals(await Deno.readTextFile(`${second.folder}/made`), "once");
  const other = await cached(root, "sft", { a: 1, b: 3 }, write("other"));
  assertEquals(await Deno.readTextFile(`${other.folder}/made`), "other");
});

Deno.test("cached() leaves nothing behind when the making fails", async () => {
  const root = await Deno.makeTempDir();
  await assertRejects(() => cached(root, "sft", 1, () => Promise.reject(new Error("out of paper"))), Error, "paper");
  assertEquals([...Deno.readDirSync(`${root}/sft`)], []);
  assertEquals((await cached(root, "sft", 1, write("later"))).hit, false);
});

Deno.test("cached() keeps the first of two that are made at once", async () => {
  const root = await Deno.makeTempDir();
  const both = await Promise.all([cached(root, "m", 1, write("a")), cached(root, "m", 1, write("b"))]);
  assertEquals(both[0].folder, both[1].folder);
  assertEquals([...Deno.readDirSync(`${root}/m`)].length, 1);
});

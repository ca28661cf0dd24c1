import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { makeOnce } from "../../lib/install/make_once.ts";
import { temporaryFolder } from "../temporary_folder.ts";

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Makes a folder with one file in it, and counts how often. */
function maker(folder: string) {
  const calls = { made: 0, waited: 0 };
  return {
    calls,
    options: {
      isWhole: () => exists(join(folder, "file")),
      make: async (aside: string) => {
        calls.made++;
        await Deno.mkdir(aside, { recursive: true });
        await new Promise((resolve) => setTimeout(resolve, 20));
        await Deno.writeTextFile(join(aside, "file"), "whole");
      },
      onWait: () => calls.waited++,
    },
  };
}

Deno.test("makeOnce() makes a folder once, also when two ask for it at a time, and the second says that it waits", () =>
  temporaryFolder(async (parent) => {
    const folder = join(parent, "deep", "folder");
    const { calls, options } = maker(folder);
    await Promise.all([makeOnce(folder, options), makeOnce(folder, options)]);
    await makeOnce(folder, options);
    assertEquals(calls, { made: 1, waited: 1 });
    assertEquals(Deno.readTextFileSync(join(folder, "file")), "whole");
  }));

Deno.test("makeOnce() leaves nothing of a folder that failed, and makes anew what an interruption left", () =>
  temporaryFolder(async (parent) => {
    const folder = join(parent, "folder");
    const { options } = maker(folder);
    const make = async (aside: string) => {
      await Deno.mkdir(aside);
      throw new Error("no room");
    };
    await assertRejects(() => makeOnce(folder, { ...options, make }), Error, "no room");
    assertEquals([exists(folder), exists(`${folder}.partial`)], [false, false]);
    for (const left of [folder, `${folder}.partial`]) {
      Deno.mkdirSync(left, { recursive: true });
      Deno.writeTextFileSync(join(left, "half"), "");
    }
    await makeOnce(folder, options);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["file"]);
  }));

Deno.test("makeOnce() ends its wait when it is told to", () =>
  temporaryFolder(async (parent) => {
    const folder = join(parent, "folder");
    const { options } = maker(folder);
    const stop = new AbortController();
    const making = Promise.withResolvers<void>();
    const first = makeOnce(folder, {
      ...options,
      make: () => making.promise.then(() => Deno.mkdir(`${folder}.partial`)),
    });
    const second = makeOnce(folder, { ...options, onWait: () => stop.abort(new Error("enough")), signal: stop.signal });
    await assertRejects(() => second, Error, "enough");
    making.resolve();
    await first;
  }));

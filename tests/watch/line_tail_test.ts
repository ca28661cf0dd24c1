import { assertEquals } from "@std/assert";
import { LineTail } from "../../lib/watch/line_tail.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** A file that is followed, and what was read of it. */
function followed(path: string) {
  const tail = new LineTail(path);
  return async () => {
    const lines: string[] = [];
    const change = await tail.read((line) => lines.push(new TextDecoder().decode(line)));
    return [change, lines];
  };
}

const append = (path: string, text: string) => Deno.writeTextFileSync(path, text, { append: true });

Deno.test("LineTail reads whole lines as they come, and a line that is being written when it is whole", () =>
  temporaryFolder(async (folder) => {
    const path = `${folder}/f`;
    const read = followed(path);
    assertEquals(await read(), ["missing", []]);
    append(path, "one\ntwo\nthr");
    assertEquals(await read(), ["grown", ["one", "two"]]);
    assertEquals(await read(), ["none", []]);
    append(path, "ee\n");
    assertEquals(await read(), ["grown", ["three"]]);
    append(path, "\n");
    assertEquals(await read(), ["grown", [""]]);
  }));

Deno.test("LineTail reads lines that are longer than what it reads at once, and letters that it reads in pieces", () =>
  temporaryFolder(async (folder) => {
    const path = `${folder}/f`;
    const long = "é€".repeat(400_000);
    append(path, `${long}\nshort\n${long}\n`);
    const read = followed(path);
    assertEquals(await read(), ["grown", [long, "short", long]]);
    append(path, "more\n");
    assertEquals(await read(), ["grown", ["more"]]);
  }));

Deno.test("LineTail notices a file that was cut, written anew, put in the place of the other, or taken away", () =>
  temporaryFolder(async (folder) => {
    const path = `${folder}/f`;
    const after = async (change: () => void) => {
      Deno.writeTextFileSync(path, "one\ntwo\n");
      const read = followed(path);
      await read();
      change();
      return await read();
    };
    assertEquals(await after(() => Deno.truncateSync(path, 4)), ["replaced", []]);
    assertEquals(await after(() => Deno.writeTextFileSync(path, "eno\nowt\nthree\n")), ["replaced", []]);
    assertEquals(
      await after(() => {
        Deno.writeTextFileSync(`${folder}/g`, "one\ntwo\nthree\n");
        Deno.renameSync(`${folder}/g`, path);
      }),
      ["replaced", []],
    );
    assertEquals(await after(() => Deno.removeSync(path)), ["replaced", []]);
  }));

import { assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { writeWhole } from "../../lib/data/write_whole.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name);

Deno.test("writeWhole() replaces a file by text or bytes and leaves nothing aside", () =>
  temporaryFolder((folder) => {
    const path = join(folder, "file");
    writeWhole(path, "older and longer");
    writeWhole(path, new Uint8Array([1, 2]));
    assertEquals([...Deno.readFileSync(path)], [1, 2]);
    assertEquals(namesIn(folder), ["file"]);
  }));

Deno.test("writeWhole() leaves nothing aside where it fails", () =>
  temporaryFolder((folder) => {
    // A folder in the place of the file: the rename fails after the bytes were written.
    Deno.mkdirSync(join(folder, "taken", "inside"), { recursive: true });
    assertThrows(() => writeWhole(join(folder, "taken"), "text"));
    assertEquals(namesIn(folder), ["taken"]);
    assertThrows(() => writeWhole(join(folder, "nowhere", "file"), "text"), Deno.errors.NotFound);
  }));

import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { writingTo } from "../../lib/data/writing_to.ts";
import { temporaryFolder } from "../temporary_folder.ts";

Deno.test("writingTo() makes the folder first and returns what was written", () =>
  temporaryFolder((folder) => {
    const deep = join(folder, "a", "b");
    assertEquals(writingTo("words", deep, () => Deno.statSync(deep).isDirectory), true);
  }));

Deno.test("writingTo() says in one sentence what failed and what would do", () =>
  temporaryFolder((folder) => {
    const file = join(folder, "file");
    Deno.writeTextFileSync(file, "");
    const { message, cause } = assertThrows(() => writingTo("words", file, () => 1), Error);
    assertEquals(message.replace(/: .*;/, ": …;"), `Cannot write words to "${file}": …; name another folder`);
    assert(cause instanceof Error);
  }));

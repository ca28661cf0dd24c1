import { assertEquals, assertNotEquals } from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sourceHash } from "../../lib/trainer/source_hash.ts";
import { temporaryFolder } from "../temporary_folder.ts";

Deno.test("sourceHash() depends on every Python file, in folders too, and on nothing else", async () => {
  await temporaryFolder((folder) => {
    const hash = () => sourceHash(pathToFileURL(`${folder}/`));
    Deno.mkdirSync(join(folder, "losses"));
    Deno.writeTextFileSync(join(folder, "a.py"), "1");
    const first = hash();
    Deno.writeTextFileSync(join(folder, "losses", "b.py"), "2");
    const second = hash();
    assertNotEquals(second, first);
    Deno.writeTextFileSync(join(folder, "losses", "b.py"), "3");
    assertNotEquals(hash(), second);
    Deno.writeTextFileSync(join(folder, "losses", "b.py"), "2");
    Deno.writeTextFileSync(join(folder, "losses", "note.txt"), "3");
    assertEquals(hash(), second);
  });
});

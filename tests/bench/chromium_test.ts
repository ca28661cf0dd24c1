import { assert, assertEquals, assertThrows } from "@std/assert";
import { findChromium } from "../../lib/bench/chromium.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** What is found where `CHROMIUM` says that. */
function found(named: string): string | undefined {
  const before = Deno.env.get("CHROMIUM");
  Deno.env.set("CHROMIUM", named);
  try {
    return findChromium();
  } finally {
    if (before === undefined) Deno.env.delete("CHROMIUM");
    else Deno.env.set("CHROMIUM", before);
  }
}

Deno.test("findChromium() takes the file that CHROMIUM names, and says so if it isn't there", () =>
  temporaryFolder((folder) => {
    Deno.writeTextFileSync(`${folder}/chromium`, "");
    assertEquals(found(`${folder}/chromium`), `${folder}/chromium`);
    for (const wrong of [`${folder}/chrome`, folder]) {
      assertEquals(
        assertThrows(() => found(wrong), Error).message,
        `Cannot find Chromium where CHROMIUM says, "${wrong}": there is no such file`,
      );
    }
  }));

Deno.test("findChromium() looks at usual places where CHROMIUM is not set or empty", () => {
  const usual = found("");
  assert(usual === undefined || Deno.statSync(usual).isFile);
});

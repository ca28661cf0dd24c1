import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { readResults } from "../../lib/results/read_results.ts";
import { ResultsError } from "../../lib/results/results_error.ts";
import { readWithout } from "../../lib/tables/read_without.ts";
import { jsonLines, writeRun } from "../query/write_run.ts";
import { body, episode, header, prompt } from "../results/lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";

Deno.test("readWithout() reads what the reader does but for the kinds to skip", () =>
  temporaryFolder(async (results) => {
    const path = writeRun(results, [header(), ...body, episode, prompt], "{torn");
    const all = await Array.fromAsync(readResults(path));
    assertEquals(await Array.fromAsync(readWithout(path, [])), all);
    assertEquals(
      await Array.fromAsync(readWithout(path, ["episode", "prompt"])),
      all.filter(({ kind }) => kind !== "episode" && kind !== "prompt"),
    );
  }));

Deno.test("readWithout() doesn't look into what it skips, and tells the line of what it can't read", () =>
  temporaryFolder(async (results) => {
    const path = writeRun(results, [header()], '{"kind":"episode",damaged\n' + jsonLines([episode]) + "damaged\n");
    const { message } = await assertRejects(() => Array.fromAsync(readWithout(path, ["episode"])), ResultsError);
    assertMatch(message, /^Line 4 of results ".*" is not JSON: the file was changed or damaged$/);
  }));

Deno.test("readWithout() refuses a newer schema by name", () =>
  temporaryFolder(async (results) => {
    const path = writeRun(results, [header()]);
    Deno.writeTextFileSync(path, Deno.readTextFileSync(path).replace('"schemaVersion":', '"schemaVersion":9'));
    await assertRejects(() => Array.fromAsync(readWithout(path, [])), ResultsError, "they have schema version 9");
  }));

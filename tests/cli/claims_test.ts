import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { CLAIMS } from "../../lib/claims/claims.ts";
import { claims } from "../../lib/cli/claims.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

async function run(...args: string[]): Promise<{ out: string; warned: string[] }> {
  const out: string[] = [], warned: string[] = [];
  const output = { write: (line: string) => out.push(line), warn: (line: string) => warned.push(line), debug: false };
  assertEquals(await claims(args, output), 0);
  return { out: out.join("\n"), warned };
}

Deno.test("claims() shows its help", async () => {
  const { out } = await run("--help");
  for (const word of ["holds, fails, or not run", "terminal, md, json", "--results DIR"]) {
    assertStringIncludes(out, word);
  }
});

Deno.test("claims() tells each claim, and what to type where nothing was run", () =>
  temporaryFolder(async (folder) => {
    const { out, warned } = await run("--results", `${folder}/none`);
    for (const { statement } of CLAIMS) assertStringIncludes(out, `${statement}.\n`.slice(0, 60));
    assertStringIncludes(out, `deno task exp mechanism-tiny --arm credit=auxiliary --results ${folder}/none`);
    assertMatch(out, /Of \d+ tests 0 hold, 0 fail and \d+ are not run\.$/);
    assertEquals(warned, []);
  }));

Deno.test("claims() refuses a command line that it can't follow", async () => {
  const misused = async (message: string, ...args: string[]) => {
    assertEquals((await assertRejects(() => run(...args), UsageError)).message, message);
  };
  await misused('There is no format "jsn": did you mean "json"?', "--format", "jsn");
  await misused("deno task claims takes flags alone, but got ipd", "ipd");
  await misused("--results needs a value after it", "--results");
});

Deno.test("claims() has in deno.json the permissions that it needs, and no others", async () => {
  const { code, out } = await runTask("claims", ROOT, "--format", "json");
  assertEquals(code, 0);
  const text = JSON.stringify(JSON.parse(out));
  assert(!text.includes("read access"), "an experiment's file could not be loaded");
  const refused = await runTask("claims", ROOT, "--results", "/");
  assertEquals(refused.code, 1);
  assertMatch(refused.err, /^Cannot read "\/": deno task claims may read results alone; .* -R -E main\.ts claims /);
});

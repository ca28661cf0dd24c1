import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { watch } from "../../lib/cli/watch.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";

// What it serves is tested in tests/html/browser/watch_test.ts and tests/watch.

async function run(...args: string[]): Promise<string[]> {
  const out: string[] = [];
  assertEquals(await watch(args, { write: (line) => out.push(line), warn: (line) => out.push(line), debug: false }), 0);
  return out;
}

Deno.test("watch() shows its help", async () => {
  const [help] = await run("--help");
  for (const flag of ["--port N", "--plan HASH", "--episodes N", "--results DIR"]) assertStringIncludes(help!, flag);
});

Deno.test("watch() refuses a command line that it can't follow", async () => {
  const misused = async (message: string, ...args: string[]) => {
    assertEquals((await assertRejects(() => run(...args), UsageError)).message, message);
  };
  await misused("deno task watch needs an experiment's name, as kuhn-tiny");
  await misused(`deno task watch has no flag "--prot": did you mean "--port"?`, "sample", "--prot", "1");
  await misused(`Cannot use --port "65536": it takes a whole number from 0 to 65535`, "sample", "--port", "65536");
});

Deno.test("watch() may read results alone, and says how to read elsewhere", () =>
  temporaryFolder(async (folder) => {
    const { code, err } = await runTask("watch", folder, "sample", "--results", "/");
    assertEquals(code, 1);
    assertMatch(err, /^Cannot read "\/": deno task watch may read results alone; .* -R -N -E main\.ts watch /);
  }));

import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { tables } from "../../lib/cli/tables.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { writeRun } from "../query/write_run.ts";
import { body, header } from "../results/lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";

async function run(...args: string[]): Promise<{ out: string; warned: string[] }> {
  const out: string[] = [], warned: string[] = [];
  const output = { write: (line: string) => out.push(line), warn: (line: string) => warned.push(line), debug: false };
  assertEquals(await tables(args, output), 0);
  return { out: out.join("\n"), warned };
}

Deno.test("tables() shows its help", async () => {
  const { out } = await run("--help");
  for (const word of ["v1 or corrected", "terminal, md, csv, latex, html", "--experiment NAME"]) {
    assertStringIncludes(out, word);
  }
});

Deno.test("tables() writes both editions, or the one that is asked for", () =>
  temporaryFolder(async (results) => {
    const titles = async (...flags: string[]) =>
      (await run("--results", results, ...flags)).out.split("\n").filter((line) => line.startsWith("IPD ("));
    assertEquals(await titles(), ["IPD (v1)", "IPD (corrected)"]);
    assertEquals(await titles("--paper", "corrected"), ["IPD (corrected)"]);
    assertEquals(await titles("--paper", "v1"), ["IPD (v1)"]);
  }));

Deno.test("tables() has finished runs beside the paper, of all experiments or those that are named", () =>
  temporaryFolder(async (results) => {
    writeRun(results, [header({ seed: 1 }), ...body]);
    writeRun(results, [header({ seed: 2 }), ...body.filter(({ kind }) => kind !== "end")]);
    const { out, warned } = await run("--results", results);
    assertMatch(out, /^tiny Qwen 3\.5 +SEPO best +tiny \(1 seed\) +−0\.050 /m);
    assertEquals(warned, ["1 of 2 runs is not finished: tables leave them out"]);
    assertEquals((await run("--results", results, "--experiment", "tiny")).out, out);
    const unknown = () => run("--results", results, "--experiment", "tyny");
    assertEquals(
      (await assertRejects(unknown, UsageError)).message,
      `There are no results of "tyny" in "${results}": did you mean "tiny"?`,
    );
  }));

Deno.test("tables() refuses a command line that it can't follow", async () => {
  const misused = async (message: string, ...args: string[]) => {
    assertEquals((await assertRejects(() => run(...args), UsageError)).message, message);
  };
  await misused(`There is no edition "v2"${': allowed are "v1" or "corrected"'}`, "--paper", "v2");
  await misused(`There is no format "latx": did you mean "latex"?`, "--format", "latx");
  await misused("deno task tables takes flags alone, but got ipd", "ipd");
  await misused("--experiment needs a value after it", "--experiment");
});

Deno.test("tables() has in deno.json the permissions that it needs, and no others", () =>
  temporaryFolder(async (folder) => {
    writeRun(`${folder}/results`, [header(), ...body]);
    const { code, out, err } = await runTask("tables", folder, "--format", "csv");
    assertEquals([code, err], [0, ""]);
    assert(out.includes("tiny (1 seed)"));
    const refused = await runTask("tables", folder, "--results", "/");
    assertEquals(refused.code, 1);
    assertMatch(refused.err, /^Cannot read "\/": deno task tables may read results alone; .* -R -E main\.ts tables /);
  }));

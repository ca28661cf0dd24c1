import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { query } from "../../lib/cli/query.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { VIEWS } from "../../lib/query/views.ts";
import { writeRun } from "../query/write_run.ts";
import { body, header } from "../results/lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";

async function run(...args: string[]): Promise<{ out: string[]; warned: string[] }> {
  const out: string[] = [], warned: string[] = [];
  const output = { write: (line: string) => out.push(line), warn: (line: string) => warned.push(line), debug: false };
  assertEquals(await query(args, output), 0);
  return { out, warned };
}

Deno.test("query() shows its help, which names the views and formats", async () => {
  const { out } = await run("--help");
  for (const word of [...VIEWS, "terminal, md, csv, json", "--results DIR"]) assertStringIncludes(out[0]!, word);
});

Deno.test("query() writes what was found in the format that is asked for", () =>
  temporaryFolder(async (results) => {
    writeRun(results, [header(), ...body]);
    const sql = "select experiment, seed, count(*) as n from episodes group by all";
    const asked = async (...flags: string[]) => (await run(sql, "--results", results, ...flags)).out;
    assertEquals(await asked(), ["experiment  seed  n", "──────────  ────  ─", "tiny          42  1"]);
    assertEquals(await asked("--format", "csv"), ["experiment,seed,n\r", "tiny,42,1\r"]);
    assertEquals(JSON.parse((await asked("--format", "json")).join("")), [{ experiment: "tiny", seed: 42, n: 1 }]);
    assertEquals((await asked("--format", "md"))[2], "| tiny       |   42 | 1 |");
  }));

Deno.test("query() says that there are no results", () =>
  temporaryFolder(async (results) => {
    assertEquals(await run("select count(*) as n from episodes", "--results", results, "--format", "csv"), {
      out: ["n\r", "0\r"],
      warned: [`There are no results in "${results}": every view is empty`],
    });
  }));

Deno.test("query() refuses a command line that it can't follow", async () => {
  const misused = async (message: string, ...args: string[]) => {
    assertEquals((await assertRejects(() => run(...args), UsageError)).message, message);
  };
  await misused("deno task query takes one query in quotes, but got 0 arguments");
  await misused("deno task query takes one query in quotes, but got 2 arguments", "select", "1");
  await misused(`There is no format "cvs": did you mean "csv"?`, "select 1", "--format", "cvs");
  await misused(`deno task query has no flag "--formt": did you mean "--format"?`, "select 1", "--formt", "csv");
  await misused("--results needs a value after it", "select 1", "--results");
});

Deno.test("query() has in deno.json the permissions that it needs, and no others", () =>
  temporaryFolder(async (folder) => {
    writeRun(`${folder}/results`, [header(), ...body]);
    const found = await runTask("query", folder, "select count(*) as n from decisions", "--format", "csv");
    assertEquals(found, { code: 0, out: "n\r\n1", err: "" });
    const { code, err } = await runTask("query", folder, "select 1", "--results", "/");
    assertEquals(code, 1);
    assertMatch(err, /^Cannot read "\/": deno task query may read results alone; .* -R -E --allow-ffi main\.ts query /);
  }));

import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { report } from "../../lib/cli/report.ts";
import { UsageError } from "../../lib/cli/usage_error.ts";
import { samplePlan, writeSample } from "../html/sample_results.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { runTask } from "./run_task.ts";

const SAMPLE = { arms: ["per-pool"], seeds: [1], iterations: 2, episodes: 2 };

async function run(...args: string[]): Promise<{ out: string[]; warned: string[] }> {
  const out: string[] = [], warned: string[] = [];
  const output = { write: (line: string) => out.push(line), warn: (line: string) => warned.push(line), debug: false };
  assertEquals(await report(args, output), 0);
  return { out, warned };
}

Deno.test("report() shows its help", async () => {
  const { out } = await run("--help");
  for (const flag of ["--plan HASH", "--out FILE", "--svg DIR", "--episodes N", "--results DIR"]) {
    assertStringIncludes(out[0]!, flag);
  }
});

Deno.test("report() says where the page and the drawings are, and how large they are", () =>
  temporaryFolder(async (folder) => {
    writeSample(`${folder}/results`, SAMPLE);
    const args = ["sample", "--results", `${folder}/results`, "--out", `${folder}/p.html`, "--svg", `${folder}/svg`];
    const { out, warned } = await run(...args);
    assertEquals(warned, []);
    // Five opponents by two episodes by two iterations.
    assertMatch(out[0]!, new RegExp(`^${folder}/p\\.html: 20 episodes, \\d+\\.\\d MB$`));
    assertEquals(out[1], `${folder}/svg: ${[...Deno.readDirSync(`${folder}/svg`)].length} drawings`);
  }));

Deno.test("report() refuses a command line that it can't follow", async () => {
  const misused = async (message: string, ...args: string[]) => {
    assertEquals((await assertRejects(() => run(...args), UsageError)).message, message);
  };
  await misused(`deno task report has no flag "--svgs": did you mean "--svg"?`, "sample", "--svgs", "x");
  await misused("--out needs a value after it", "sample", "--out");
  await misused("deno task report needs an experiment's name, as kuhn-tiny");
});

Deno.test("report() has in deno.json the permissions that it needs, and no others", () =>
  temporaryFolder(async (folder) => {
    writeSample(`${folder}/results`, SAMPLE);
    const written = await runTask("report", folder, "sample");
    const place = `results/sample/${samplePlan(SAMPLE).hash.slice(0, 12)}/report.html`;
    assertEquals([written.code, written.err], [0, ""]);
    assertMatch(written.out, new RegExp(`^${place}: 20 episodes, `));
    const outside = await runTask("report", folder, "sample", "--out", "/elsewhere.html");
    assertEquals(outside.code, 1);
    assertMatch(outside.err, /^Cannot write to "\/elsewhere\.html": deno task report may write to results alone; /);
  }));

import { assertEquals, assertStringIncludes } from "@std/assert";
import { findPlans } from "../../../lib/html/data/find_runs.ts";
import { headerOf, latestPlan, loadRun } from "../../../lib/html/data/load_plan.ts";
import type { HeaderLine } from "../../../lib/results/schema.ts";
import * as lines from "../../results/lines.ts";
import { temporaryFolder } from "../../temporary_folder.ts";
import { asText } from "../sample_results.ts";

const text = (...written: Parameters<typeof asText>[0][]) => written.map((each) => asText(each)).join("");

function started(startedAt: string): HeaderLine {
  return { ...lines.header(), timings: { startedAt } };
}

Deno.test("loadRun() reads a run to its end and tells every line", () =>
  temporaryFolder(async (folder) => {
    const path = `${folder}/results.jsonl`;
    Deno.writeTextFileSync(path, text([lines.header()], lines.body));
    const kinds: string[] = [];
    const { log, problems } = await loadRun({ arm: "main", seed: 42, path }, ({ kind }) => {
      kinds.push(kind);
    });
    assertEquals(kinds, ["header", ...lines.body.map(({ kind }) => kind)]);
    assertEquals([log.iterations.length, problems], [1, []]);
  }));

Deno.test("loadRun() keeps what stands before a damaged or a torn line, and tells the damage", () =>
  temporaryFolder(async (folder) => {
    const path = `${folder}/results.jsonl`;
    const whole = text([lines.header(), lines.iteration]);
    for (const [tail, told] of [["{broken\n", "is not JSON"], ['{"kind":"iter', "torn"]] as const) {
      Deno.writeTextFileSync(path, whole + tail);
      const { log, problems } = await loadRun({ arm: "main", seed: 42, path }, () => {});
      assertEquals([log.iterations.length, problems.length], [1, 1]);
      assertStringIncludes(problems[0]!, told);
    }
  }));

Deno.test("loadRun() of a file that was moved away in this moment has nothing", async () => {
  const { log, problems } = await loadRun({ arm: "main", seed: 1, path: "/nowhere/results.jsonl" }, () => {});
  assertEquals([log.header, problems], [undefined, []]);
});

Deno.test("latestPlan() is the one whose last run began last, whatever its hash; unreadable headers don't count", () =>
  temporaryFolder(async (folder) => {
    const write = (run: string, content: string) => {
      Deno.mkdirSync(`${folder}/exp/${run}`, { recursive: true });
      Deno.writeTextFileSync(`${folder}/exp/${run}/results.jsonl`, content);
    };
    write("aaaaaaaaaaaa/main/1", text([started("2026-01-01T00:00:00.000Z")]));
    write("aaaaaaaaaaaa/main/2", text([started("2026-03-01T00:00:00.000Z")]));
    write("bbbbbbbbbbbb/main/1", text([started("2026-02-01T00:00:00.000Z")]));
    write("cccccccccccc/main/1", "not a header\n");
    assertEquals((await latestPlan(findPlans(folder, "exp")))?.hash, "aaaaaaaaaaaa");
    assertEquals(await latestPlan([]), undefined);
    assertEquals(await headerOf(`${folder}/exp/cccccccccccc/main/1/results.jsonl`), undefined);
  }));

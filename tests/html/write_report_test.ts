import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ResultsError } from "../../lib/results/results_error.ts";
import { type ReportOptions, writeReport } from "../../lib/html/write_report.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { type Sample, samplePlan, writeSample } from "./sample_results.ts";

/** 2 · 2 · 4 · 5 · 3 = 240 episodes. */
const SAMPLE: Sample = { arms: ["per-pool", "shared"], seeds: [1, 2], iterations: 4, episodes: 3 };

const report = (results: string, options: Partial<ReportOptions> = {}) =>
  writeReport({
    results,
    experiment: "sample",
    plan: undefined,
    out: undefined,
    svg: undefined,
    episodes: 50_000,
    ...options,
  });

Deno.test("writeReport() writes one file beside the runs, and says what is in it", () =>
  temporaryFolder(async (results) => {
    writeSample(results, SAMPLE);
    const { path, bytes, episodes, drawings, problems } = await report(results);
    assertEquals(path, `${results}/sample/${samplePlan(SAMPLE).hash.slice(0, 12)}/report.html`);
    assertEquals([bytes, episodes, drawings, problems], [Deno.statSync(path).size, 240, 0, []]);
    const page = Deno.readTextFileSync(path);
    assert(page.startsWith("<!doctype html>") && page.endsWith("</html>\n"));
    // Nothing in it reaches for another file or for a network.
    assertEquals(page.match(/<(?:link|script|img|iframe)[^>]* (?:src|href)="(?!data:)[^"]*"/g), null);
    assertEquals(page.match(/@import|url\(/g), null);
  }));

Deno.test("writeReport() writes the same bytes from the same results", () =>
  temporaryFolder(async (results) => {
    writeSample(results, SAMPLE);
    const [one, other] = [`${results}/one.html`, `${results}/other.html`];
    await report(results, { out: one });
    await report(results, { out: other });
    assertEquals(Deno.readTextFileSync(one), Deno.readTextFileSync(other));
  }));

Deno.test("writeReport() holds the episodes of evenly spread iterations where all would be too many", () =>
  temporaryFolder(async (results) => {
    writeSample(results, SAMPLE);
    const { path, episodes } = await report(results, { episodes: 120 });
    assertEquals(episodes, 120);
    assertStringIncludes(Deno.readTextFileSync(path), "Of one iteration in 2, so that the page opens soon.");
  }));

Deno.test("writeReport() tells of a line that can't be read, and shows what stands before it", () =>
  temporaryFolder(async (results) => {
    const [damaged] = writeSample(results, { ...SAMPLE, arms: ["per-pool"], seeds: [1] });
    const lines = Deno.readTextFileSync(damaged!).trimEnd().split("\n");
    Deno.writeTextFileSync(damaged!, `${lines.toSpliced(-20, 1, "{").join("\n")}\n`);
    const { path, problems } = await report(results);
    assertEquals(problems.length, 1);
    assertStringIncludes(problems[0]!, `Line ${lines.length - 19} of results "${damaged}"`);
    assertStringIncludes(Deno.readTextFileSync(path), "0 of 1 run finished");
  }));

Deno.test("writeReport() says why there is nothing to tell where no run's file can be read", () =>
  temporaryFolder(async (results) => {
    const [newer] = writeSample(results, { ...SAMPLE, arms: ["per-pool"], seeds: [1] });
    Deno.writeTextFileSync(newer!, Deno.readTextFileSync(newer!).replace(/"schemaVersion":\d+/, '"schemaVersion":999'));
    const { message } = await assertRejects(() => report(results), ResultsError);
    assertStringIncludes(message, `Cannot read results "${newer}": they have schema version 999`);
  }));

Deno.test("writeReport() makes the folders that it is told, and says to name others where it can't", () =>
  temporaryFolder(async (results) => {
    writeSample(results, { ...SAMPLE, arms: ["per-pool"], seeds: [1] });
    const { drawings } = await report(results, { out: `${results}/a/b.html`, svg: `${results}/c/d` });
    assert(drawings > 0);
    assertEquals([...Deno.readDirSync(`${results}/c/d`)].length, drawings);
    for (const options of [{ out: `${results}/a/b.html/c` }, { svg: `${results}/a/b.html/c` }]) {
      const { message } = await assertRejects(() => report(results, options), Error);
      assert(/^Cannot write the (report|drawings) to ".*b.html.*name another folder$/.test(message), message);
    }
  }));

Deno.test("writeReport() says what runs were forked from", () =>
  temporaryFolder(async (results) => {
    const [path] = writeSample(results, { ...SAMPLE, arms: ["per-pool"], seeds: [1] });
    const fork = { experiment: "other", plan: "0123".repeat(16), arm: "main", iteration: 2, seed: 1, files: {} };
    const text = Deno.readTextFileSync(path!);
    Deno.writeTextFileSync(path!, text.replace('"kind":"header",', `$&"fork":${JSON.stringify(fork)},`));
    const page = Deno.readTextFileSync((await report(results)).path);
    assertStringIncludes(page, "<dt>Forked from</dt><dd>other 012301230123, arm main, iteration 2</dd>");
  }));

Deno.test("writeReport() reports the plan that it is told, and says which there are where it can't choose", () =>
  temporaryFolder(async (results) => {
    const other = { ...SAMPLE, iterations: 2 };
    writeSample(results, SAMPLE);
    writeSample(results, other);
    const { hash } = samplePlan(other);
    assertStringIncludes((await report(results, { plan: hash })).path, hash.slice(0, 12));
    const error = await assertRejects(() => report(results, { plan: "x" }), ResultsError);
    assertStringIncludes(error.message, `Cannot choose plan "x": none begins so; plans are `);
    assertEquals(
      (await assertRejects(() => report(results, { experiment: "sampel" }), ResultsError)).message,
      `Cannot find results of "sampel" in "${results}": did you mean "sample"?`,
    );
  }));

Deno.test("writeReport() says of a rehearsal that its results are synthetic, and of nothing else", () =>
  temporaryFolder(async (results) => {
    const page = async (change: NonNullable<Sample["change"]>) => {
      writeSample(results, { ...SAMPLE, change });
      return Deno.readTextFileSync((await report(results)).path);
    };
    assert(!(await page((line) => line)).includes("rehearsal with random weights"));
    const rehearsed = await page((line) => {
      if (line.kind !== "header" || line.run.settings.model.name !== "tiny-qwen") return line;
      const { run } = line;
      const model = { ...line.run.settings.model, weights: "random" as const };
      return { ...line, run: { ...run, settings: { ...run.settings, model } } };
    });
    assertStringIncludes(rehearsed, "A rehearsal with random weights");
  }));

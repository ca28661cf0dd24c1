import { assert, assertEquals, assertMatch } from "@std/assert";
import { runFiles } from "../../lib/results/run_files.ts";
import { isSynthetic } from "../../lib/tables/is_synthetic.ts";
import { readRuns } from "../../lib/tables/read_runs.ts";
import { writeRun } from "../query/write_run.ts";
import type { HeaderLine } from "../../lib/results/schema.ts";
import { body, end, evaluation, header, iteration, selection } from "../results/lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";

async function read(results: string) {
  const warned: string[] = [];
  return { runs: await readRuns(runFiles(results), (message) => warned.push(message)), warned };
}

Deno.test("readRuns() takes from a finished run what tables need", () =>
  temporaryFolder(async (results) => {
    const select = { ...evaluation, purpose: "select" } as const;
    const collusive = iteration.domains["kuhn"]!.pools.train!;
    const step = {
      ...iteration,
      iteration: 3,
      domains: {
        kuhn: {
          ...iteration.domains["kuhn"]!,
          pools: { collusive: { ...collusive, terms: { ...collusive.terms, collusion: 0.75 } } },
        },
      },
    };
    writeRun(results, [header(), iteration, step, select, evaluation, selection, end]);
    const { runs: [run, ...others], warned } = await read(results);
    assertEquals([others, warned], [[], []]);
    assertEquals(run!.plan, header().plan);
    assertEquals(run!.run, header().run);
    assertEquals(run!.evaluations, [evaluation]);
    assertEquals(run!.selected, selection.checkpoint);
    assertEquals(run!.trainingCollusion, new Map([["kuhn", new Map([[3, 0.75]])]]));
  }));

Deno.test("readRuns() leaves unfinished runs out, and says how many", () =>
  temporaryFolder(async (results) => {
    writeRun(results, [header({ seed: 1 }), ...body]);
    writeRun(results, [header({ seed: 2 }), ...body.filter(({ kind }) => kind !== "end")]);
    writeRun(results, [header({ seed: 3 }), ...body], "{torn");
    const { runs, warned } = await read(results);
    assertEquals(runs.map(({ run }) => run.seed), [1]);
    assertEquals(warned, ["2 of 3 runs are not finished: tables leave them out"]);
  }));

Deno.test("readRuns() leaves out a file that it can't read, and says why", () =>
  temporaryFolder(async (results) => {
    writeRun(results, [header({ seed: 1 }), ...body]);
    const path = writeRun(results, [header({ seed: 2 }), ...body]);
    Deno.writeTextFileSync(path, Deno.readTextFileSync(path).replace('"kind":"evaluation"', '"kind":"opinion"'));
    const { runs, warned } = await read(results);
    assertEquals(runs.map(({ run }) => run.seed), [1]);
    assertEquals(warned.length, 1);
    assertMatch(
      warned[0]!,
      /^Line \d+ of results ".*" is a "opinion", which a newer version writes: .*; the file is left out$/,
    );
  }));

/** A header of a run whose weights were drawn. */
function rehearsed(seed: number): HeaderLine {
  const { run, ...rest } = header({ seed });
  const { model } = run.settings;
  assert(model.name === "tiny-qwen");
  return { ...rest, run: { ...run, settings: { ...run.settings, model: { ...model, weights: "random" } } } };
}

Deno.test("isSynthetic() is what the run's model says", () => {
  assertEquals(isSynthetic(header().run.settings), false);
  assertEquals(isSynthetic(rehearsed(1).run.settings), true);
});

Deno.test("readRuns() leaves rehearsals out, and says how many", () =>
  temporaryFolder(async (results) => {
    writeRun(results, [header({ seed: 1 }), ...body]);
    writeRun(results, [rehearsed(2), ...body]);
    const { runs, warned } = await read(results);
    assertEquals(runs.map(({ run }) => run.seed), [1]);
    assertEquals(warned, ["1 of 2 runs is synthetic: tables leave them out"]);
  }));

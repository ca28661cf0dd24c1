import { assertEquals, assertRejects } from "@std/assert";
import { readFinished } from "../../lib/claims/read_finished.ts";
import { ResultsError } from "../../lib/results/results_error.ts";
import { writeRun } from "../query/write_run.ts";
import { body, header } from "../results/lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { linesOf, madePlan } from "./made_experiment.ts";

Deno.test("readFinished() takes a run's evaluations and what it chose, and training collusion if it is asked for", () =>
  temporaryFolder(async (results) => {
    const plan = madePlan();
    const run = plan.runs[0]!;
    const path = writeRun(results, linesOf(plan, run, 0.25, 0.75));
    const read = await readFinished({ path, plan, run, training: true });
    assertEquals(read?.evaluations.map(({ objective }) => objective), [0.25, 0.75, 0.75]);
    assertEquals(read?.selected, { stage: "sepo", iteration: 2 });
    assertEquals(read?.trainingCollusion, new Map([["ipd", new Map([[1, 0.25], [2, 0.5], [3, 0.75], [4, 1]])]]));
    const without = await readFinished({ path, plan, run, training: false });
    assertEquals(without?.trainingCollusion, new Map([["ipd", new Map()]]));
  }));

Deno.test("readFinished() finds nothing where there is no run, none that is finished or another one", () =>
  temporaryFolder(async (results) => {
    const { plan, run } = header();
    const find = (path: string, seed = run.seed) =>
      readFinished({ path, plan, run: { ...run, seed }, training: false });
    assertEquals(await find(`${results}/nowhere/results.jsonl`), undefined);
    const path = writeRun(results, [header(), ...body.filter(({ kind }) => kind !== "end")]);
    assertEquals(await find(path), undefined);
    assertEquals(await find(`${path}/results.jsonl`), undefined);
    writeRun(results, [header(), ...body]);
    assertEquals((await find(path))?.run, run);
    assertEquals(await find(path, 43), undefined);
  }));

Deno.test("readFinished() says of a file that can't be read why", () =>
  temporaryFolder(async (results) => {
    const { plan, run } = header();
    const error = await assertRejects(
      () => readFinished({ path: results, plan, run, training: false }),
      ResultsError,
    );
    assertEquals(error.message, `Cannot read results "${results}": is a directory`);
  }));

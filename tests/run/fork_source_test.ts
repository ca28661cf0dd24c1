import { assertEquals, assertRejects } from "@std/assert";
import { dirname } from "node:path";
import { ForkError } from "../../lib/run/fork_error.ts";
import { findForkSource } from "../../lib/run/fork_source.ts";
import { writeRun } from "../query/write_run.ts";
import { body, header } from "../results/lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Writes a run's file and empty folders for its checkpoints; returns its folder. */
function makeRun(results: string, of: Parameters<typeof header>[0], checkpoints: readonly number[], finished = true) {
  const lines = finished ? body : body.filter(({ kind }) => kind !== "end");
  const folder = dirname(writeRun(results, [header(of), ...lines]));
  for (const iteration of checkpoints) Deno.mkdirSync(`${folder}/checkpoints/${iteration}`, { recursive: true });
  return folder;
}

const fork = (iteration: number, of: Parameters<typeof header>[0] = {}) => {
  const { plan, run } = header(of);
  return { experiment: "tiny", plan: plan.hash, arm: run.arm, iteration };
};

Deno.test("findForkSource() takes a run, one of its checkpoints, or an arm, by path or inside the results folder", () =>
  temporaryFolder(async (results) => {
    const one = makeRun(results, { seed: 1 }, [5, 10]), two = makeRun(results, { seed: 2 }, [5, 10]);
    const both = { 1: one, 2: two };
    const inside = (path: string) => path.slice(results.length + 1);
    for (const at of [(path: string) => path, inside]) {
      assertEquals(await findForkSource(at(one), results), { fork: fork(10), runs: { 1: one } });
      assertEquals(await findForkSource(`${at(one)}/`, results), { fork: fork(10), runs: { 1: one } });
      assertEquals(await findForkSource(`${at(one)}:5`, results), { fork: fork(5), runs: { 1: one } });
      assertEquals(await findForkSource(`${at(two)}/checkpoints/5`, results), { fork: fork(5), runs: { 2: two } });
      assertEquals(await findForkSource(dirname(at(one)), results), { fork: fork(10), runs: both });
      assertEquals(await findForkSource(`${dirname(at(one))}:5`, results), { fork: fork(5), runs: both });
    }
  }));

Deno.test("findForkSource() asks for the checkpoint where it isn't settled which is the last", () =>
  temporaryFolder(async (results) => {
    const fails = async (from: string, why: string) => {
      const { message } = await assertRejects(() => findForkSource(from, results), ForkError);
      assertEquals(message, `Cannot fork from "${from}": ${why}`);
    };
    const stopped = makeRun(results, { seed: 1 }, [5, 10], false);
    await fails(
      stopped,
      `the run in "${stopped}" isn't finished: name one of its checkpoints, 5, 10, by a colon and its number at the end`,
    );
    assertEquals((await findForkSource(`${stopped}:10`, results)).fork, fork(10));
    const early = makeRun(results, { seed: 2 }, [], false);
    await fails(early, `the run in "${early}" isn't finished: it has no checkpoint yet`);
    await fails(makeRun(results, { seed: 3 }, []), "its checkpoints are gone");
    const other = { beta: 0.3 };
    const arm = dirname(makeRun(results, { ...other, seed: 1 }, [5]));
    makeRun(results, { ...other, seed: 2 }, [5, 10]);
    await fails(arm, "its runs end at different iterations: name one by a colon and its number at the end");
    assertEquals((await findForkSource(`${arm}:5`, results)).fork, fork(5, other));
  }));

Deno.test("findForkSource() says that there is no run, or that there are several plans' in one folder", () =>
  temporaryFolder(async (results) => {
    const run = makeRun(results, { seed: 1 }, [5]);
    for (const from of [`${run}/checkpoints`, dirname(dirname(run)), `${results}/none`, `${run}/results.jsonl`]) {
      const { message } = await assertRejects(() => findForkSource(from, results), ForkError);
      assertEquals(
        message,
        `Cannot fork from "${from}": there is no run: name its folder, as ${results}/kuhn-tiny/0123456789ab/main/42, or a ` +
          "checkpoint in it",
      );
    }
    const moved = makeRun(results, { beta: 0.3, seed: 2 }, [5]);
    Deno.renameSync(moved, `${dirname(run)}/2`);
    await assertRejects(
      () => findForkSource(`${dirname(run)}:5`, results),
      ForkError,
      "its runs are of several plans or arms: name one run",
    );
  }));

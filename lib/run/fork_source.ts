import { basename, dirname } from "node:path";
import { canonicalJson } from "../json/canonical_json.ts";
import type { PlanFork } from "../../dsl/plan.ts";
import { isFinished } from "../results/is_finished.ts";
import { readResults } from "../results/read_results.ts";
import { RESULTS_FILE } from "../results/results_writer.ts";
import type { HeaderLine } from "../results/schema.ts";
import { CHECKPOINTS, checkpointsIn } from "./checkpoint.ts";
import { ForkError } from "./fork_error.ts";
import { foldersIn } from "./seal.ts";

/** What runs are forked from. It is plain data. */
export interface ForkSource {
  /** What is the same for all of them. */
  readonly fork: PlanFork;
  /** The folder of each seed's run. */
  readonly runs: Readonly<Record<number, string>>;
}

/** How an iteration follows a path: `results/kuhn-tiny/0123456789ab/main/42:20`. */
const ITERATION = /:(\d{1,9})$/;

/** A run's folder with its header. */
interface Found {
  readonly folder: string;
  readonly header: HeaderLine;
}

/**
 * Finds what `--fork` names: the folder of a run or of one of its checkpoints, or of an arm with the runs of several seeds.
 * `:20` after the first or the last means the checkpoint after 20 iterations; without it a finished run's last is taken.
 *
 * @param text The path, by itself or inside the results folder.
 * @throws {ForkError} If there is no such run or checkpoint; the message says which there are.
 * @throws {ResultsError} If a run's results can't be read.
 */
export async function findForkSource(text: string, results: string): Promise<ForkSource> {
  const fail = (why: string) => new ForkError(`Cannot fork from "${text}": ${why}`);
  const { path, iteration } = split(text);
  const folders = [path, `${results}/${path}`].map(runFoldersIn).find((folders) => folders.length > 0);
  if (folders === undefined) {
    throw fail(`there is no run: name its folder, as ${results}/kuhn-tiny/0123456789ab/main/42, or a checkpoint in it`);
  }
  const found = await Promise.all(folders.map(async (folder) => ({ folder, header: await headerOf(folder, fail) })));
  const [first, ...others] = found.map(({ header: { plan, run: { arm } } }) => ({
    experiment: plan.experiment,
    plan: plan.hash,
    arm,
  }));
  if (first === undefined || others.some((other) => canonicalJson(other) !== canonicalJson(first))) {
    throw fail("its runs are of several plans or arms: name one run");
  }
  return {
    fork: { ...first, iteration: iteration ?? lastOf(found, fail) },
    runs: Object.fromEntries(found.map(({ folder, header: { run: { seed } } }) => [seed, folder])),
  };
}

/** A path and the iteration that it names: by its ending, or as a checkpoint's folder. */
function split(text: string): { path: string; iteration: number | undefined } {
  const path = text.replace(ITERATION, "").replace(/(?<=.)\/+$/, "");
  const named = ITERATION.exec(text)?.[1];
  if (named !== undefined) return { path, iteration: Number(named) };
  const parent = dirname(path);
  return basename(parent) === CHECKPOINTS && /^\d{1,9}$/.test(basename(path))
    ? { path: dirname(parent), iteration: Number(basename(path)) }
    : { path, iteration: undefined };
}

/** The runs' folders that a folder is or holds, by seed; none if it is or holds none. */
function runFoldersIn(folder: string): string[] {
  if (hasResults(folder)) return [folder];
  const seeds = foldersIn(folder).filter((name) => /^\d+$/.test(name)).sort((one, other) =>
    Number(one) - Number(other)
  );
  return seeds.map((name) => `${folder}/${name}`).filter(hasResults);
}

function hasResults(folder: string): boolean {
  try {
    return Deno.statSync(`${folder}/${RESULTS_FILE}`).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

async function headerOf(folder: string, fail: (why: string) => ForkError): Promise<HeaderLine> {
  for await (const line of readResults(`${folder}/${RESULTS_FILE}`)) if (line.kind === "header") return line;
  throw fail(`the run in "${folder}" has no header yet`);
}

/** The last checkpoint of finished runs. That of a run that goes on may be another tomorrow, so it has to be named. */
function lastOf(found: readonly Found[], fail: (why: string) => ForkError): number {
  const unfinished = found.find(({ folder }) => !isFinished(`${folder}/${RESULTS_FILE}`));
  if (unfinished !== undefined) {
    const there = checkpointsIn(unfinished.folder);
    throw fail(
      `the run in "${unfinished.folder}" isn't finished: ` +
        (there.length === 0
          ? "it has no checkpoint yet"
          : `name one of its checkpoints, ${there.join(", ")}, by a colon and its number at the end`),
    );
  }
  const lasts = new Set(found.map(({ folder }) => checkpointsIn(folder).at(-1)));
  const [last] = lasts;
  if (last === undefined) throw fail("its checkpoints are gone");
  if (lasts.size > 1) throw fail("its runs end at different iterations: name one by a colon and its number at the end");
  return last;
}

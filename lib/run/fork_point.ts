import type { RunPlan } from "../../dsl/plan.ts";
import { readResults } from "../results/read_results.ts";
import { RESULTS_FILE } from "../results/results_writer.ts";
import type { Fork, HeaderLine, StageLine } from "../results/schema.ts";
import { checkpointFolder, checkpointsIn, readCheckpoint, type SavedCheckpoint } from "./checkpoint.ts";
import { forkConflict } from "./fork_conflict.ts";
import { ForkError } from "./fork_error.ts";
import type { ForkSource } from "./fork_source.ts";

/** Where a run begins that is forked from another. */
export interface ForkPoint {
  /** As the results' header has it. */
  readonly fork: Fork;
  readonly checkpoint: SavedCheckpoint;
  /** The stages of the run that wrote it. */
  readonly stages: readonly StageLine[];
}

/**
 * Finds where a run begins, and makes sure that it can.
 *
 * @throws {ForkError} If its seed wasn't run there, its settings don't go with the checkpoint's, or that isn't there whole.
 * @throws {ResultsError} If the results there can't be read.
 */
export async function forkPoint({ fork, runs }: ForkSource, run: RunPlan): Promise<ForkPoint> {
  const { seed, settings } = run;
  const folder = runs[seed];
  if (folder === undefined) {
    const seeds = Object.keys(runs).join(", ");
    throw new ForkError(
      `Cannot fork seed ${seed}: what --fork names has ${seeds}, and a seed goes on from its own run`,
    );
  }
  const fail = (why: string) => new ForkError(`Cannot fork from "${folder}": ${why}`);
  const told = await beginningOf(`${folder}/${RESULTS_FILE}`);
  if (told === undefined) throw fail("it has no header");
  const conflict = forkConflict(settings, told.header.run.settings, fork.iteration);
  if (conflict !== undefined) throw fail(conflict);
  const there = checkpointsIn(folder);
  if (!there.includes(fork.iteration)) {
    const which = there.length === 0 ? "it has none" : `there are ${there.join(", ")}`;
    throw fail(`it has no checkpoint ${fork.iteration}: ${which}`);
  }
  const checkpoint = await readCheckpoint(folder, fork.iteration);
  if ("broken" in checkpoint) {
    throw fail(`its ${checkpointFolder(fork.iteration)} can't be used, ${checkpoint.broken}; name another checkpoint`);
  }
  return { fork: { ...fork, seed, files: { ...checkpoint.files } }, checkpoint, stages: told.stages };
}

/** A run's header and the stages before its iterations; undefined without a header. */
async function beginningOf(path: string): Promise<{ header: HeaderLine; stages: StageLine[] } | undefined> {
  let header: HeaderLine | undefined;
  const stages: StageLine[] = [];
  for await (const line of readResults(path)) {
    if (line.kind === "header") header = line;
    if (line.kind === "stage") stages.push(line);
    if (line.kind === "iteration") break;
  }
  return header === undefined ? undefined : { header, stages };
}

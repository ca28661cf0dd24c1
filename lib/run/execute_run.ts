/** One run, from its plan to its end. */
import type { Plan, RunPlan } from "../../dsl/plan.ts";
import { seconds } from "../clock/seconds.ts";
import { runFolder } from "../../dsl/plan.ts";
import type { Intent } from "../results/earlier_run.ts";
import { openResults } from "../results/open_results.ts";
import { errorText } from "../text/error_text.ts";
import type { BatchSizes } from "../memory/batch_sizes.ts";
import { beginRun } from "./begin_run.ts";
import { CHECKPOINTS } from "./checkpoint.ts";
import { downloadProgress } from "./download_lines.ts";
import { type ForkPoint, forkPoint } from "./fork_point.ts";
import type { ForkSource } from "./fork_source.ts";
import { header, originOf } from "./header.ts";
import { openLearner } from "./open_learner.ts";
import { sftProgress } from "./progress_lines.ts";
import { resumePoint } from "./resume_point.ts";
import { resumeRun } from "./resume_run.ts";
import { runDomains } from "./run_domains.ts";
import { sweepStates } from "./run_state.ts";
import { type Progress, Running } from "./running.ts";
import { saveDue } from "./save_rhythm.ts";
import { sweepPartial } from "./seal.ts";
import { StoppedError } from "./stopped_error.ts";
import type { Tools } from "./tools.ts";
import { trainRun } from "./train_run.ts";

/** Where a run writes, and to whom it talks. */
export interface ExecuteOptions {
  /** The results folder. */
  readonly results: string;
  /** What becomes of an earlier run of the same plan; it is kept if left out. */
  readonly intent?: Intent;
  /** Whether a run is resumed also where what computes it has changed: versions, sources, hardware. */
  readonly anyway?: boolean;
  /** Where the runs are that the plan's are forked from, if they are. */
  readonly forkRuns?: ForkSource["runs"];
  /** Told a line of progress, or a table. */
  readonly write: (line: string) => void;
  /** CPU threads of the trainer and of the engine; their own choice where it is left out. A resumed run keeps its own. */
  readonly threads?: number | undefined;
  /** Bounds on batches; what fits into the device's memory where one is left out, of a resumed run what it had. */
  readonly batches?: Partial<BatchSizes> | undefined;
  /** Says when to save what a run needs to go on; its default where it is left out. */
  readonly saveDue?: typeof saveDue;
  /** Stops the work when it is aborted; what was written stays. */
  readonly signal: AbortSignal;
}

/** The folder of cached stages in the results folder; no experiment's name begins with a dot. */
const CACHE = ".cache";

/** The trainer's log in a run's folder. */
const TRAINER_LOG = "trainer.log";

/**
 * Executes a run: model, SFT, then SEPO with its checkpoints, each measured, from a new adapter or from where the run stood
 * that it is forked from; or what is left of it, if it is resumed. Everything is in the run's results file when it returns,
 * and what was written stays if it throws.
 *
 * @param tools What language models are computed with; a table needs nothing.
 */
export async function executeRun(
  plan: Plan,
  run: RunPlan,
  tools: Tools | undefined,
  options: ExecuteOptions,
): Promise<void> {
  const { intent = "keep", anyway = false, write, signal } = options;
  const folder = `${options.results}/${runFolder(plan, run)}`;
  const findFork = async (): Promise<ForkPoint | undefined> =>
    plan.fork === undefined ? undefined : await forkPoint({ fork: plan.fork, runs: options.forkRuns ?? {} }, run);
  // Found before an earlier run is touched. A run that is resumed needs it no more, and it may be gone.
  const early = intent === "resume" ? undefined : await findFork();

  // The folder is this run's before anything is written to it, the trainer's log included, until the trainer is closed.
  using results = await openResults(folder, { plan, run }, { intent, warn: write });
  sweepStates(folder);
  sweepPartial(`${folder}/${CHECKPOINTS}`);
  const point = intent === "resume" ? await resumePoint(folder, results.path, results.size) : undefined;
  const asked = options.batches ?? {};
  const threads = point === undefined ? options.threads : point.header.threads ?? undefined;
  await using learner = await openLearner(run, {
    tools,
    log: `${folder}/${TRAINER_LOG}`,
    cache: `${options.results}/${CACHE}`,
    threads,
    batches: { ...point?.batches, ...asked },
    signal,
    onNote: write,
    onDownload: downloadProgress(write, seconds),
    onSft: sftProgress(write, seconds),
  });
  const running = new Running({
    run,
    folder,
    begun: plan.fork?.iteration ?? 0,
    domains: runDomains(run.settings),
    learner,
    results,
    saveDue: options.saveDue ?? saveDue,
    write,
    signal,
  });
  const origin = await originOf(learner.machine);
  const begin = async () => {
    const fork = early ?? await findFork();
    return await beginRun(running, header(plan, run, fork?.fork, threads, origin), fork);
  };
  const progress = point === undefined ? await begin() : await resumeRun(running, { point, origin, asked, anyway });
  await trainOrStop(running, progress);
}

/** How errors of memory that ran out begin, the engine's and the trainer's. */
const OUT_OF_MEMORY = /^Out of (?:GPU )?memory\b/;

/** Trains; whatever stops it is told with what would do, since from here on a run can be resumed. */
async function trainOrStop(running: Running, progress: Progress): Promise<void> {
  try {
    await trainRun(running, progress);
  } catch (error) {
    running.tools.signal.throwIfAborted();
    const why = errorText(error);
    // A run that is resumed keeps its batches, so what ran out of memory would again.
    const how = OUT_OF_MEMORY.test(why) ? "that and --resume-anyway" : "--resume";
    throw new StoppedError(`${why}; the same command with ${how} goes on`, { cause: error });
  }
}

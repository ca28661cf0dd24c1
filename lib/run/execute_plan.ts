import { cpus } from "node:os";
import { shownArm } from "../../dsl/arms.ts";
import { type Plan, runFolder, type RunPlan } from "../../dsl/plan.ts";
import { type Checkpoint, isSame } from "../report/checkpoint_row.ts";
import { armsTable } from "../report/arms_table.ts";
import { runTable } from "../report/run_table.ts";
import { type SeedResult, seedsTable } from "../report/seeds_table.ts";
import { makeFolder } from "../results/make_folder.ts";
import { identity, type Intent } from "../results/earlier_run.ts";
import { readResults } from "../results/read_results.ts";
import { ResultsError } from "../results/results_error.ts";
import { RESULTS_FILE } from "../results/results_writer.ts";
import type { EvaluationLine, SelectionLine } from "../results/schema.ts";
import type { ExecuteOptions } from "./execute_run.ts";
import { isSynthetic } from "../tables/is_synthetic.ts";
import { type Executor, localExecutor, workerExecutor } from "./executors.ts";
import { resumeNote } from "./resume_note.ts";
import { runName } from "./run_name.ts";
import { type DeviceKind, prepareTools, type Tools, usualDevice } from "./tools.ts";

/** As many runs as have a table each; of more, the tables over seeds and arms tell the story. */
const FEW_RUNS = 16;

/** As many arms as have a table of SEPO against SFT each. */
const FEW_ARMS = 8;

/** What a finished run's file says about its checkpoints. */
interface Finished {
  readonly evaluations: readonly EvaluationLine[];
  readonly selection: SelectionLine;
}

/**
 * Reads a run's results; undefined if they aren't there, are another run's or have no end.
 *
 * @throws {ResultsError} If they can't be read; the message says what would do.
 */
async function readFinished(path: string, plan: Plan, run: RunPlan): Promise<Finished | undefined> {
  const evaluations: EvaluationLine[] = [];
  let selection: SelectionLine | undefined;
  let ended = false;
  try {
    for await (const line of readResults(path)) {
      if (line.kind === "header" && identity(line) !== identity({ plan, run })) return undefined;
      if (line.kind === "evaluation" && line.purpose === "report") evaluations.push(line);
      if (line.kind === "selection") selection = line;
      if (line.kind === "end") ended = true;
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (!(error instanceof ResultsError)) throw error;
    if (error.cause instanceof Deno.errors.NotADirectory) return undefined; // told when the run wants its folder
    throw new ResultsError(`${error.message}; --force moves the folder aside and runs it again`, { cause: error });
  }
  return ended && selection !== undefined ? { evaluations, selection } : undefined;
}

/** What is known of a run before any is executed: its results if it finished before, or why they can't be read. */
type Before = { readonly finished: Finished | undefined } | { readonly unreadable: unknown };

async function lookAt(path: string, plan: Plan, run: RunPlan, intent: Intent | undefined): Promise<Before> {
  if (intent === "replace") return { finished: undefined };
  try {
    return { finished: await readFinished(path, plan, run) };
  } catch (error) {
    return { unreadable: error };
  }
}

/** What a run shows in each domain: SFT, the checkpoint that was chosen and the last. */
function seedResults({ seed }: RunPlan, { evaluations, selection }: Finished): (SeedResult & { domain: string })[] {
  const domains = [...new Set(evaluations.map(({ domain }) => domain))];
  return domains.flatMap((domain) => {
    const at = (checkpoint: Checkpoint) =>
      evaluations.find((line) => line.domain === domain && isSame(line.checkpoint, checkpoint));
    const [sft, selected] = [at({ stage: "sft", iteration: 0 }), at(selection.checkpoint)];
    const last = evaluations.findLast((line) => line.domain === domain);
    return sft === undefined || selected === undefined || last === undefined
      ? []
      : [{ domain, seed, sft, selected, last }];
  });
}

/** A run that failed, and why. */
export interface FailedRun {
  readonly run: RunPlan;
  readonly error: unknown;
}

/** How a plan is executed. */
export interface RunOptions extends Omit<ExecuteOptions, "threads"> {
  /** Told why a run failed, when it does. */
  readonly fail: (error: unknown) => void;
  /** How many runs go on at once, each in a thread of its own with its share of the cores; 1 if absent. */
  readonly jobs?: number;
  /** Where language models are computed; where such a model usually is if absent. */
  readonly device?: DeviceKind | undefined;
}

/**
 * Executes a plan's runs and writes their tables. A finished run is not run again unless it is to be replaced; its table
 * is read from its results. A run that fails doesn't stop the others, but what all runs need is asked for once, before the first.
 *
 * @returns The runs that failed, in the plan's order.
 * @throws {Error} If the results folder can't be made or what runs are computed with isn't there; the signal's reason if
 * that is aborted.
 */
export async function executePlan(plan: Plan, options: RunOptions): Promise<{ failed: readonly FailedRun[] }> {
  const { write, fail, signal, jobs = 1 } = options;
  const pathOf = (run: RunPlan) => `${options.results}/${runFolder(plan, run)}/${RESULTS_FILE}`;
  const before: Before[] = [];
  for (const run of plan.runs) before.push(await lookAt(pathOf(run), plan, run, options.intent));
  const toRun = plan.runs.filter((_, at) => {
    const each = before[at]!;
    return "finished" in each && each.finished === undefined;
  });
  const note = options.intent === "resume" ? resumeNote(options.results, plan) : undefined;
  if (note !== undefined) write(note);
  const tools = await prepare(toRun, options);
  const outcomes = new Map<RunPlan, Finished>();
  const errors = new Map<RunPlan, unknown>();
  const settle = async (index: number, { execute }: Executor): Promise<void> => {
    const run = plan.runs[index]!;
    const path = pathOf(run);
    write(`${plan.experiment}, ${runName(run)} (run ${index + 1} of ${plan.runs.length})`);
    if (isSynthetic(run.settings)) {
      write("Rehearsal with random weights: its results are synthetic, and no table or claim takes them");
    }
    try {
      const found = before[index]!;
      if ("unreadable" in found) throw found.unreadable;
      let { finished } = found;
      if (finished !== undefined) write(`Finished before; --force runs it again`);
      else {
        await execute(run, jobs === 1 ? write : (line) => write(`[${index + 1}] ${line}`));
        finished = await readFinished(path, plan, run);
      }
      if (finished === undefined) {
        throw new Error(`Results "${path}" have no end: they were changed while the run went on`);
      }
      if (plan.runs.length <= FEW_RUNS) {
        write(`\n${runTable(finished.evaluations, finished.selection.checkpoint)}\n\nResults: ${path}\n`);
      }
      outcomes.set(run, finished);
    } catch (error) {
      signal.throwIfAborted();
      errors.set(run, error);
      fail(error);
    }
  };
  // As many as there are runs at most, which share all cores; by the plan alone, so that runs repeat however they are begun.
  const workers = Math.min(jobs, plan.runs.length);
  let next = 0;
  const ends = await Promise.allSettled(Array.from({ length: workers }, async () => {
    using executor = jobs === 1
      ? localExecutor(plan, { ...options, tools })
      : workerExecutor(plan, { ...options, tools, threads: Math.max(1, Math.floor(cpus().length / workers)) });
    while (next < plan.runs.length) {
      signal.throwIfAborted();
      await settle(next++, executor);
    }
  }));
  // All have ended, so that whoever is stopped leaves nothing running.
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  comparisons(compared(plan, outcomes)).forEach(write);
  return { failed: plan.runs.flatMap((run) => errors.has(run) ? [{ run, error: errors.get(run) }] : []) };
}

/** What the finished runs showed, in the plan's order. */
function compared(plan: Plan, outcomes: ReadonlyMap<RunPlan, Finished>): Compared {
  const compared: Compared = new Map();
  for (const run of plan.runs) {
    const finished = outcomes.get(run);
    for (const result of finished === undefined ? [] : seedResults(run, finished)) {
      const arms = compared.get(result.domain) ?? new Map<string, SeedResult[]>();
      compared.set(result.domain, arms.set(run.arm, [...arms.get(run.arm) ?? [], result]));
    }
  }
  return compared;
}

/** What the finished runs showed, by domain and arm, one a seed. */
type Compared = Map<string, Map<string, SeedResult[]>>;

/** Tables of SFT against SEPO over an arm's seeds, and of the arms against each other. */
function comparisons(compared: Compared): string[] {
  return [...compared].flatMap(([domain, arms]) => {
    const titled = (what: string, table: string) => `${compared.size > 1 ? `${what}, ${domain}` : what}\n${table}\n`;
    const overSeeds = arms.size > FEW_ARMS ? [] : [...arms].filter(([, seeds]) => seeds.length > 1);
    return [
      ...overSeeds.map(([arm, seeds]) => titled(shownArm(arm), seedsTable(seeds))),
      ...arms.size > 1
        ? [titled("arms", armsTable([...arms].map(([arm, seeds]) => ({ arm: shownArm(arm), seeds }))))]
        : [],
    ];
  });
}

/** Makes what the runs need, and returns what language models are computed with if there are any. */
async function prepare(
  runs: readonly RunPlan[],
  { results, device, write, signal }: RunOptions,
): Promise<Tools | undefined> {
  if (runs.length === 0) return undefined;
  makeFolder(results);
  const model = runs.map(({ settings }) => settings.model).find(({ name }) => name !== "tabular");
  if (model === undefined) return undefined;
  return await prepareTools(device ?? usualDevice(model), { onProgress: write, signal });
}

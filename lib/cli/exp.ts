import { parseArgs } from "@std/cli/parse-args";
import { type Assignment, parseAssignment } from "../../dsl/assignment.ts";
import { compile } from "../../dsl/compile.ts";
import { forkPlan } from "../../dsl/fork_plan.ts";
import { type ListedExperiment, listExperiments, loadExperiment } from "../../dsl/load.ts";
import { probeGpus } from "../doctor/probe_gpus.ts";
import type { BatchSizes } from "../memory/batch_sizes.ts";
import { memoryTable } from "../memory/memory_table.ts";
import type { FailedRun } from "../run/mod.ts";
import { findForkSource, type ForkSource } from "../run/fork_source.ts";
import { runName } from "../run/run_name.ts";
import { DEVICE_KINDS, type DeviceKind, usualDevice } from "../run/tools.ts";
import { joinNegatives, refuseUnknown, requireValues } from "./flags.ts";
import { listenForInterrupt } from "./interrupt.ts";
import type { Output } from "./output.ts";
import { parseSeed } from "./parse_seed.ts";
import { told } from "./told.ts";
import { UsageError } from "./usage_error.ts";
import { wholeNumber } from "./whole_number.ts";

/** More runs at once than any machine has use for. */
const MAX_JOBS = 256;

const HELP = `deno task exp [NAME] [flags]

Runs an experiment: every arm of its ablations with every seed. Without a name, lists the experiments.
NAME is a file of experiments/ without its ending, or a path to one.

  --seed N          run this seed instead of the file's; again or with commas for several
  --arm NAME        run this arm alone; again for several
  --set PATH=VALUE  set sepo.learningRate=1e-3 and the like over the file; again for several
  --jobs N          run N at once, each with its share of the cores (1)
  --device KIND     where rollouts and gradients are computed, cpu or cuda (cuda for models of the Hub and of folders)
  --weights random  rehearse: draw weights of the model's shape instead of having them, reply at a demonstrator's length;
                    times and memory are a run's, results are synthetic and stand in no table
  --rows N          generate N replies at once at most (as many as fit into the device's memory)
  --train-tokens N  compute N tokens of a gradient step at a time at most (likewise)
  --dry-run         print the plan as JSON, and what it takes of memory, and run nothing
  --resume          go on with runs that stopped, from their last iteration on
  --resume-anyway   also where versions, sources, hardware or batches have changed, which the results then say
  --force           move the folders of runs that finished or stopped aside and begin anew
  --fork RUN        begin where another run stood, with this plan's penalties, evaluation and SEPO settings: RUN is its
                    folder or that of a checkpoint, or an arm's with several seeds; RUN:20 is the checkpoint 20
  --results DIR     where results go (results)
  --help            this text`;

/** Seeds out of `--seed 42 --seed 43,44`. */
function parseSeeds(texts: readonly string[]): number[] {
  return texts.flatMap((text) => text.split(",")).map(parseSeed);
}

/** Batches that the flags bound. */
function readBatches(flags: ReturnType<typeof readFlags>): Partial<BatchSizes> {
  const [rows, tokens] = [flags.rows.at(-1), flags["train-tokens"].at(-1)];
  return {
    ...rows === undefined ? {} : { rows: wholeNumber(rows, "--rows", 1, 65_536) },
    ...tokens === undefined ? {} : { trainTokens: wholeNumber(tokens, "--train-tokens", 1, 1_048_576) },
  };
}

/** The device that `--device` names; undefined where it is left out. */
function parseDevice(text: string | undefined): DeviceKind | undefined {
  if (text === undefined) return undefined;
  const kind = DEVICE_KINDS.find((kind) => kind === text);
  if (kind === undefined) throw new UsageError(`--device is "${text}" but must be ${DEVICE_KINDS.join(" or ")}`);
  return kind;
}

/** What `--weights` sets over the file, which is a setting like any other: rehearsals have a hash of their own. */
function parseWeights(text: string | undefined): Assignment[] {
  if (text === undefined) return [];
  if (text !== "random") {
    throw new UsageError(`--weights is "${text}" but must be random; leave it out for the model's own`);
  }
  return [{ path: "model.weights", value: "random" }];
}

function listing(experiments: readonly ListedExperiment[]): string[] {
  if (experiments.length === 0) return ["There are no experiments in experiments/"];
  const width = Math.max(...experiments.map(({ name }) => name.length));
  return experiments.map((experiment) => {
    const about = "broken" in experiment ? `broken: ${experiment.broken}` : experiment.description;
    return `${experiment.name.padEnd(width)}  ${about}`;
  });
}

function readFlags(args: readonly string[]) {
  const valued = [
    "seed",
    "arm",
    "set",
    "jobs",
    "device",
    "weights",
    "rows",
    "train-tokens",
    "fork",
    "results",
  ] as const;
  const bare = ["dry-run", "resume", "resume-anyway", "force", "help"] as const;
  const read = parseArgs(joinNegatives(args, valued), {
    string: [...valued, "_"],
    collect: valued,
    boolean: bare,
    alias: { help: "h" },
    unknown: refuseUnknown("deno task exp", [...valued, ...bare]),
  });
  const { seed, arm, set, jobs, device, weights, rows, "train-tokens": trainTokens, fork, results } = read;
  requireValues({ seed, arm, set, jobs, device, weights, rows, "train-tokens": trainTokens, fork, results });
  return read;
}

/** What becomes of earlier runs, as the flags say. */
function readIntent({ force, resume, "resume-anyway": anyway }: ReturnType<typeof readFlags>) {
  if (force && (resume || anyway)) throw new UsageError("--force begins anew and --resume goes on: choose one");
  return { intent: force ? "replace" : resume || anyway ? "resume" : "keep", anyway } as const;
}

/** What `--fork` names; undefined where it isn't given. */
async function forkSource(named: readonly string[], results: string): Promise<ForkSource | undefined> {
  const [from, ...more] = named;
  if (from === undefined) return undefined;
  if (more.length > 0) throw new UsageError(`--fork takes one run, but got ${named.join(" and ")}`);
  return await findForkSource(from, results);
}

/** What went wrong in which run, where there are several. */
function summary(failed: readonly FailedRun[], runs: number, debug: boolean): string[] {
  if (failed.length === 0 || runs === 1) return [];
  const lines = failed.map(({ run, error }) => `  ${runName(run)}: ${told(error, debug)}`);
  return [`${failed.length} of ${runs} runs failed:`, ...lines];
}

/** `deno task exp`. Returns the exit status. */
export async function exp(args: readonly string[], { write, warn, debug }: Output): Promise<number> {
  const flags = readFlags(args);
  if (flags.help) {
    write(HELP);
    return 0;
  }
  const [name, ...more] = flags._.map(String);
  if (more.length > 0) throw new UsageError(`deno task exp takes one experiment, but got ${flags._.join(" ")}`);
  if (name === undefined) {
    listing(await listExperiments()).forEach(write);
    return 0;
  }
  const results = flags.results.at(-1) ?? "results";
  const jobs = wholeNumber(flags.jobs.at(-1) ?? "1", "--jobs", 1, MAX_JOBS);
  const batches = readBatches(flags);
  const device = parseDevice(flags.device.at(-1));
  const set = [...flags.set.map(parseAssignment), ...parseWeights(flags.weights.at(-1))];
  const intent = readIntent(flags);
  const seeds = parseSeeds(flags.seed);
  const { source, experiment } = await loadExperiment(name);
  const from = await forkSource(flags.fork, results);
  const chosen = seeds.length === 0 && from !== undefined ? Object.keys(from.runs).map(Number) : seeds;
  const compiled = compile(experiment, { source, seeds: chosen, set, arms: flags.arm });
  const plan = from === undefined ? compiled : forkPlan(compiled, from.fork);
  if (flags["dry-run"]) {
    write(JSON.stringify(plan, null, 2));
    const kind = device ?? usualDevice(plan.base.model);
    const gpus = kind === "cuda" ? (await probeGpus()).map(({ memory }) => memory) : [];
    const memory = memoryTable(plan.base, kind, gpus);
    if (memory !== undefined) warn(`\n${memory}`); // beside the JSON, which stays what a program reads
    return 0;
  }
  // Loaded here, so that listing and planning need neither ONNX Runtime nor Python.
  const { executePlan } = await import("../run/mod.ts");
  const forkRuns = from === undefined ? {} : { forkRuns: from.runs };
  const fail = (error: unknown) => warn(told(error, debug));
  using interrupt = listenForInterrupt();
  const { signal } = interrupt;
  try {
    const options = { results, ...intent, ...forkRuns, jobs, device, batches, write, fail, signal };
    const { failed } = await executePlan(plan, options);
    summary(failed, plan.runs.length, debug).forEach(warn);
    return failed.length > 0 ? 1 : 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    warn(`Stopped: what was written is kept in "${results}", and the same command with --resume goes on`);
    return interrupt.status;
  }
}

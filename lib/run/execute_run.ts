/** One run, from its plan to its table. */
import { contentHash } from "../json/content_hash.ts";
import type { Plan, RunPlan } from "../../dsl/plan.ts";
import { runFolder } from "../../dsl/plan.ts";
import { DOMAINS } from "../games/domains.ts";
import { checkpointName } from "../report/run_table.ts";
import { openResults } from "../results/open_results.ts";
import type { ResultsWriter } from "../results/results_writer.ts";
import type { EvaluationLine, PromptLine, StageLine } from "../results/schema.ts";
import { type Engine, openEngine } from "../rollout/engine.ts";
import { loadTokenizer } from "../rollout/tokenizer.ts";
import { openTrainer, type PolicySettings, type Trainer } from "../trainer/client.ts";
import type { SftProgress } from "../trainer/protocol.ts";
import { fileHashes } from "./file_hashes.ts";
import { fineTune } from "./fine_tune.ts";
import { header } from "./header.ts";
import { type Measurer, measurer, type Purpose } from "./measure.ts";
import { prepareModel, trainerIdentity } from "./prepare_model.ts";
import { duration, paced, timeLeft } from "./progress.ts";
import { episodeLines, type Iteration, train } from "./train.ts";
import { itemsUnlessAborted, unlessAborted } from "./unless_aborted.ts";

/** Where runs write, and to whom they talk. */
export interface RunOptions {
  /** The results folder. */
  readonly results: string;
  /** Whether to replace a finished run. */
  readonly force: boolean;
  /** Told a line of progress, or a table. */
  readonly write: (line: string) => void;
  /** Told why a run failed. */
  readonly fail: (error: unknown) => void;
  /** Stops the work when it is aborted; what was written stays. */
  readonly signal: AbortSignal;
}

/** The folder of cached stages in the results folder; no experiment's name begins with a dot. */
const CACHE = ".cache";

/** The trainer's log in a run's folder. */
const TRAINER_LOG = "trainer.log";

type Checkpoint = EvaluationLine["checkpoint"];

const seconds = () => performance.now() / 1000;

/**
 * Executes a run: model, SFT, then SEPO with its checkpoints, each measured. Everything is in the run's results file when
 * it returns, and what was written stays if it throws.
 *
 * @param python The interpreter that the trainer runs on.
 */
export async function executeRun(plan: Plan, run: RunPlan, python: string, options: RunOptions): Promise<void> {
  const { write, signal } = options;
  const { settings, seed } = run;
  const began = seconds();
  const folder = `${options.results}/${runFolder(plan, run)}`;
  const cache = `${options.results}/${CACHE}`;
  const { name, ...domainOptions } = settings.domain;
  const domain = DOMAINS[name].make(domainOptions);

  // The folder is this run's before anything is written to it, the trainer's log included, until the trainer is closed.
  using results = await openResults(folder, { plan, run }, { force: options.force, warn: write });
  await using trainer = await openTrainer({ python, log: `${folder}/${TRAINER_LOG}`, signal });
  results.begin(await header(plan, run, trainer));

  const base = await timed(() => prepareModel(settings.model, name, seed, trainer, cache));
  writeStage(results, "model", base.value, base.seconds, base.value.hit);
  const tokenizer = await loadTokenizer(base.value.folder);
  const { stopTokens } = tokenizer;
  const measure = recordMeasures(results, measurer(domain, settings, seed, tokenizer), signal);
  {
    await using engine = await openEngine({ model: base.value.folder, device: "cpu", stopTokens });
    write("Measuring the model before SFT");
    write(summary(await measure(engine, { stage: "base", iteration: 0 }, "report")));
  }

  write("SFT");
  const tuned = await timed(() => fineTune(settings, base.value, seed, trainer, cache, sftProgress(write)));
  writeStage(results, "sft", { ...tuned.value, ...tuned.value.report }, tuned.seconds, tuned.value.hit);
  write(`SFT ${tuned.value.hit ? "found in the cache" : `took ${duration(tuned.seconds)}`}`);

  const { lora, iterations, checkpointEvery } = settings.sepo;
  const model = tuned.value.folder;
  await using engine = await openEngine({ model, lora, device: "cpu", stopTokens });
  const sft = await measure(engine, { stage: "sft", iteration: 0 }, "report");
  write(summary(sft));
  await loadPolicy(settings.sepo, tuned.value, seed, trainer, results);

  const candidates: EvaluationLine[] = [];
  const trainingBegan = seconds();
  const training = train({ run, domain, engine, tokenizer, trainer });
  for await (const iteration of itemsUnlessAborted(training, signal)) {
    results.write(...promptLines(iteration, domain.name), ...episodeLines(iteration, domain), iteration.line);
    const done = iteration.line.iteration;
    write(`${progress(iteration, iterations)}  ${timeLeft(done, iterations, seconds() - trainingBegan)}`);
    if (done % checkpointEvery !== 0 && done !== iterations) continue;
    const checkpoint = { stage: "sepo", iteration: done } as const;
    const saved = await timed(() => trainer.save(`${folder}/checkpoints/${done}`));
    const files = await fileHashes(`${folder}/checkpoints/${done}`);
    results.write({
      kind: "checkpoint",
      iteration: done,
      folder: `checkpoints/${done}`,
      files,
      timings: { save: saved.seconds },
    });
    candidates.push(await measure(engine, checkpoint, "select"));
    write(summary(await measure(engine, checkpoint, "report")));
  }
  const best = candidates.reduce((top, line) => line.objective > top.objective ? line : top);
  results.write(
    { kind: "selection", checkpoint: best.checkpoint, objective: best.objective },
    { kind: "end", timings: { total: seconds() - began } },
  );
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const began = seconds();
  const value = await work();
  return { value, seconds: seconds() - began };
}

/** Measures and writes the line. */
function recordMeasures(results: ResultsWriter, { measure }: Measurer, signal: AbortSignal) {
  return async (engine: Engine, checkpoint: Checkpoint, purpose: Purpose): Promise<EvaluationLine> => {
    const { value, seconds } = await timed(() => unlessAborted(() => measure(engine, purpose), signal));
    const line: EvaluationLine = { kind: "evaluation", checkpoint, purpose, ...value, timings: { total: seconds } };
    results.write(line);
    return line;
  };
}

/** Gives the trainer SFT's weights with a new adapter, and writes down what carries it. */
async function loadPolicy(
  { lora, learningRate, weightDecay, maxGradNorm }: RunPlan["settings"]["sepo"],
  tuned: { readonly folder: string; readonly key: string },
  seed: number,
  trainer: Trainer,
  results: ResultsWriter,
): Promise<void> {
  const policy: Omit<PolicySettings, "model"> = {
    lora: { ...lora, dropout: 0, seed },
    learningRate,
    weightDecay,
    maxGradNorm,
    precision: "float32",
    gradientCheckpointing: false,
  };
  const { value: { modules }, seconds } = await timed(() => trainer.load({ model: tuned.folder, ...policy }));
  const key = contentHash({ sft: tuned.key, policy, trainer: trainerIdentity(trainer) });
  writeStage(results, "adapter", { key, files: {}, modules }, seconds, false);
}

/** What a stage has to say of itself; what it leaves out, it has none of. */
type StageReport = Pick<StageLine, "key" | "files"> & Partial<StageLine>;

function writeStage(
  results: ResultsWriter,
  stage: StageLine["stage"],
  { key, files, training = [], validation = [], leftOut = 0, modules = [] }: StageReport,
  seconds: number,
  cached: boolean,
): void {
  const timings = { cached, total: seconds };
  results.write({ kind: "stage", stage, key, files: { ...files }, training, validation, leftOut, modules, timings });
}

/** The prompts that an iteration asked; the writer keeps those that the file lacks. */
function promptLines({ turns }: Iteration, domain: string): PromptLine[] {
  const byInfoset = new Map(turns.flat(2).map(({ decision: { infoset, messages } }) => [infoset, messages]));
  return [...byInfoset].map(([infoset, messages]) => ({ kind: "prompt", domain, infoset, messages: [...messages] }));
}

/** Says how fine-tuning goes on, every so many seconds. */
function sftProgress(write: RunOptions["write"]) {
  const due = paced(seconds);
  return ({ step, steps, loss, tokensPerSecond }: SftProgress) => {
    const left = due(step, steps);
    if (left === undefined) return;
    write(`SFT ${step}/${steps}  loss ${loss.toFixed(3)}  ${Math.round(tokensPerSecond)} tokens/s  ${left}`);
  };
}

function progress({ line: { iteration, pools, step, fallbackRate } }: Iteration, iterations: number): string {
  const number = (value: number | undefined) => value === undefined ? "–" : value.toFixed(3);
  return [
    `SEPO ${String(iteration).padStart(String(iterations).length)}/${iterations}`,
    `pay ${number(pools.train?.terms.payoff)}`,
    `exploit ${number(pools.exploit?.terms.exploitability)}`,
    `KL ${number(step.kl ?? undefined)}`,
    `gap ${step.logProbGap.max.toExponential(1)}`,
    `fallback ${(100 * fallbackRate).toFixed(1)} %`,
  ].join("  ");
}

function summary({ checkpoint, payoff, exploitability, objective, details }: EvaluationLine): string {
  const { sampled } = details.exploitability;
  return `${checkpointName(checkpoint)}: J ${objective.toFixed(3)}, pay ${payoff.toFixed(3)}, exploit ${
    (exploitability ?? 0).toFixed(3)
  }, exploitability ${sampled.toFixed(3)}`;
}

/** One run, from its plan to its table. */
import type { Plan, RunPlan } from "../../dsl/plan.ts";
import { runFolder } from "../../dsl/plan.ts";
import { DOMAINS } from "../games/domains.ts";
import { checkpointName } from "../report/run_table.ts";
import { openResults } from "../results/open_results.ts";
import type { ResultsWriter } from "../results/results_writer.ts";
import type { EvaluationLine, PromptLine, StageLine } from "../results/schema.ts";
import { type Engine, openEngine } from "../rollout/engine.ts";
import { loadTokenizer } from "../rollout/tokenizer.ts";
import { openTrainer } from "../trainer/client.ts";
import type { SftProgress } from "../trainer/protocol.ts";
import type { Cached } from "./cache.ts";
import { fileHashes } from "./file_hashes.ts";
import { fineTune, type FineTuningLosses } from "./fine_tune.ts";
import { header } from "./header.ts";
import { type Measurer, measurer, type Purpose } from "./measure.ts";
import { prepareModel } from "./prepare_model.ts";
import { duration, timeLeft } from "./progress.ts";
import { episodeLines, type Iteration, train } from "./train.ts";

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
}

type Checkpoint = EvaluationLine["checkpoint"];

const seconds = () => performance.now() / 1000;

/**
 * Executes a run: model, SFT, then SEPO with its checkpoints, each measured. Everything is in the run's results file when
 * it returns, and what was written stays if it throws.
 */
export async function executeRun(plan: Plan, run: RunPlan, options: RunOptions): Promise<void> {
  const { write } = options;
  const { settings, seed } = run;
  const began = seconds();
  const folder = `${options.results}/${runFolder(plan, run)}`;
  const cache = `${options.results}/cache`;
  const { name, ...domainOptions } = settings.domain;
  const domain = DOMAINS[name].make(domainOptions);

  await Deno.mkdir(options.results, { recursive: true });
  const log = `${options.results}/trainer-${plan.experiment}-${seed}.log`;
  await using trainer = await openTrainer({ log, onProgress: write });
  using results = await openResults(folder, await header(plan, run, trainer), { force: options.force, warn: write });

  const base = await timed(() => prepareModel(settings.model, name, seed, trainer, cache));
  await writeStage(results, "model", base.value, base.seconds);
  const tokenizer = await loadTokenizer(base.value.folder);
  const { stopTokens } = tokenizer;
  const measure = recordMeasures(results, measurer(domain, settings, seed, tokenizer));
  {
    await using engine = await openEngine({ model: base.value.folder, device: "cpu", stopTokens });
    write("Measuring the model before SFT");
    write(summary(await measure(engine, { stage: "base", iteration: 0 }, "report")));
  }

  write("SFT");
  const tuned = await timed(() => fineTune(settings, base.value, seed, trainer, cache, sftProgress(write)));
  await writeStage(results, "sft", tuned.value, tuned.seconds, tuned.value.losses);
  write(`SFT ${tuned.value.hit ? "found in the cache" : `took ${duration(tuned.seconds)}`}`);

  const { lora, learningRate, weightDecay, maxGradNorm, iterations, checkpointEvery } = settings.sepo;
  const model = tuned.value.folder;
  await using engine = await openEngine({ model, lora, device: "cpu", stopTokens });
  const sft = await measure(engine, { stage: "sft", iteration: 0 }, "report");
  write(summary(sft));
  await trainer.load({
    model,
    lora: { ...lora, dropout: 0, seed },
    learningRate,
    weightDecay,
    maxGradNorm,
    precision: "float32",
    gradientCheckpointing: false,
  });

  const candidates: EvaluationLine[] = [];
  const trainingBegan = seconds();
  for await (const iteration of train({ run, domain, engine, tokenizer, trainer })) {
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
function recordMeasures(results: ResultsWriter, { measure }: Measurer) {
  return async (engine: Engine, checkpoint: Checkpoint, purpose: Purpose): Promise<EvaluationLine> => {
    const { value, seconds } = await timed(() => measure(engine, purpose));
    const line: EvaluationLine = { kind: "evaluation", checkpoint, purpose, ...value, timings: { total: seconds } };
    results.write(line);
    return line;
  };
}

async function writeStage(
  results: ResultsWriter,
  stage: StageLine["stage"],
  { folder, key, hit }: Cached,
  seconds: number,
  losses: FineTuningLosses = { training: [], validation: [] },
): Promise<void> {
  const files = await fileHashes(folder);
  results.write({ kind: "stage", stage, key, files, ...losses, timings: { cached: hit, total: seconds } });
}

/** The prompts that an iteration asked; the writer keeps those that the file lacks. */
function promptLines({ turns }: Iteration, domain: string): PromptLine[] {
  const byInfoset = new Map(turns.flat(2).map(({ decision: { infoset, messages } }) => [infoset, messages]));
  return [...byInfoset].map(([infoset, messages]) => ({ kind: "prompt", domain, infoset, messages: [...messages] }));
}

/** Says how fine-tuning goes on, a line every tenth of it. */
function sftProgress(write: RunOptions["write"]) {
  const began = seconds();
  return ({ step, steps, loss, tokensPerSecond }: SftProgress) => {
    if (step % Math.ceil(steps / 10) !== 0 && step !== steps) return;
    const left = timeLeft(step, steps, seconds() - began);
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

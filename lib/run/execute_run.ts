/** One run, from its plan to its table. */
import { contentHash } from "../json/content_hash.ts";
import type { Plan, RunPlan } from "../../dsl/plan.ts";
import { runFolder } from "../../dsl/plan.ts";
import { modelPlayer, type PastCheckpoint } from "../games/model_opponents.ts";
import type { Choice } from "../games/types.ts";
import type { Checkpoint } from "../report/checkpoint_row.ts";
import { openResults } from "../results/open_results.ts";
import type { ResultsWriter } from "../results/results_writer.ts";
import type { EvaluationLine, PromptLine, StageLine } from "../results/schema.ts";
import { type Engine, openEngine } from "../rollout/engine.ts";
import { keepPast } from "../rollout/language_players.ts";
import { loadTokenizer } from "../rollout/tokenizer.ts";
import { openTrainer, type PolicySettings, type Trainer } from "../trainer/client.ts";
import { fileHashes } from "./file_hashes.ts";
import { fineTune } from "./fine_tune.ts";
import { header } from "./header.ts";
import { type Measurer, measurer, type Purpose } from "./measure.ts";
import { prepareModel, trainerIdentity } from "./prepare_model.ts";
import { duration, timeLeft } from "./progress.ts";
import { checkpointProgress, iterationProgress, sftProgress } from "./progress_lines.ts";
import { type RunDomain, runDomains } from "./run_domains.ts";
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
  const domains = runDomains(settings);
  const names = domains.map(({ name }) => name);
  const pasts = pastOpponents(domains);

  // The folder is this run's before anything is written to it, the trainer's log included, until the trainer is closed.
  using results = await openResults(folder, { plan, run }, { force: options.force, warn: write });
  await using trainer = await openTrainer({ python, log: `${folder}/${TRAINER_LOG}`, signal });
  results.begin(await header(plan, run, trainer));

  const base = await timed(() => prepareModel(settings.model, names, seed, trainer, cache));
  writeStage(results, "model", base.value, base.seconds, base.value.hit);
  const tokenizer = await loadTokenizer(base.value.folder);
  const { stopTokens } = tokenizer;
  const measure = recordMeasures(results, measurer(domains, settings, seed, tokenizer), signal);
  {
    await using engine = await openEngine({ model: base.value.folder, device: "cpu", stopTokens });
    await keepUntrained(engine, pasts);
    write("Measuring the model before SFT");
    const untrained = await measure(engine, { stage: "base", iteration: 0 }, "report");
    untrained.lines.map(checkpointProgress).forEach(write);
  }

  write("SFT");
  const tuned = await timed(() =>
    fineTune(settings.sft, names, base.value, seed, trainer, cache, sftProgress(write, seconds))
  );
  writeStage(results, "sft", { ...tuned.value, ...tuned.value.report }, tuned.seconds, tuned.value.hit);
  write(`SFT ${tuned.value.hit ? "found in the cache" : `took ${duration(tuned.seconds)}`}`);

  const { lora, iterations, checkpointEvery } = settings.sepo;
  const model = tuned.value.folder;
  await using engine = await openEngine({ model, lora, device: "cpu", stopTokens });
  await keepUntrained(engine, pasts);
  const sft = await measure(engine, { stage: "sft", iteration: 0 }, "report");
  sft.lines.map(checkpointProgress).forEach(write);
  await loadPolicy(settings.sepo, tuned.value, seed, trainer, results);

  const candidates: Evaluation[] = [];
  const trainingBegan = seconds();
  const training = train({ run, domains, engine, tokenizer, trainer, choices: sft.choices });
  for await (const iteration of itemsUnlessAborted(training, signal)) {
    results.write(...promptLines(iteration), ...episodeLines(iteration), iteration.line);
    const done = iteration.line.iteration;
    const left = timeLeft(done, iterations, seconds() - trainingBegan);
    iterationProgress(iteration.line, iterations).forEach((line) => write(`${line}  ${left}`));
    if (pasts.has(done)) await keepPast(engine, done, iteration.adapter);
    if (done % checkpointEvery !== 0 && done !== iterations) continue;
    const checkpoint = { stage: "sepo", iteration: done } as const;
    const saved = await timed(() => trainer.save(`${folder}/checkpoints/${done}`));
    if (pasts.has("latest")) await keepPast(engine, "latest", iteration.adapter);
    const files = await fileHashes(`${folder}/checkpoints/${done}`);
    results.write({
      kind: "checkpoint",
      iteration: done,
      folder: `checkpoints/${done}`,
      files,
      timings: { save: saved.seconds },
    });
    candidates.push(await measure(engine, checkpoint, "select"));
    (await measure(engine, checkpoint, "report")).lines.map(checkpointProgress).forEach(write);
  }
  const { checkpoint, objective } = candidates.reduce((top, one) => one.objective > top.objective ? one : top);
  results.write(
    { kind: "selection", checkpoint, objective },
    { kind: "end", timings: { total: seconds() - began } },
  );
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const began = seconds();
  const value = await work();
  return { value, seconds: seconds() - began };
}

/** What was measured of a checkpoint and written down. */
interface Evaluation {
  readonly checkpoint: Checkpoint;
  /** One a domain. */
  readonly lines: readonly EvaluationLine[];
  /** J, mean over the domains. */
  readonly objective: number;
  readonly choices: ReadonlyMap<string, readonly Choice[]>;
}

/** Measures and writes the lines, one a domain; each says what the whole evaluation took. */
function recordMeasures(results: ResultsWriter, measure: Measurer, signal: AbortSignal) {
  return async (engine: Engine, checkpoint: Checkpoint, purpose: Purpose): Promise<Evaluation> => {
    const { value, seconds } = await timed(() => unlessAborted(() => measure(engine, purpose), signal));
    const timings = { total: seconds };
    const lines = value.domains.map((measures): EvaluationLine => ({
      kind: "evaluation",
      checkpoint,
      purpose,
      ...measures,
      timings,
    }));
    results.write(...lines);
    const objective = lines.reduce((sum, line) => sum + line.objective, 0) / lines.length;
    return { checkpoint, lines, objective, choices: value.choices };
  };
}

/** The earlier policies that stand in some pool. */
function pastOpponents(domains: readonly RunDomain[]): Set<PastCheckpoint> {
  const names = domains.flatMap(({ domain: { pools } }) => Object.values(pools).flat());
  return new Set(names.flatMap((name) => {
    const player = modelPlayer(name);
    return player?.kind === "past" ? [player.checkpoint] : [];
  }));
}

/** Lets the engine's model stand in for earlier policies until there are any. */
async function keepUntrained(engine: Engine, pasts: ReadonlySet<PastCheckpoint>): Promise<void> {
  for (const past of pasts) await keepPast(engine, past, undefined);
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
function promptLines({ groups }: Iteration): PromptLine[] {
  return groups.flatMap(({ domain, records }) => {
    const decisions = records.flatMap(({ turns }) => turns.map(({ decision }) => decision));
    const byInfoset = new Map(decisions.map(({ infoset, messages }) => [infoset, messages]));
    return [...byInfoset].map(([infoset, messages]): PromptLine => ({
      kind: "prompt",
      domain: domain.name,
      infoset,
      messages: [...messages],
    }));
  });
}

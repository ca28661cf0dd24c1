/** One run, from its plan to its table. */
import { domainsOf } from "../../dsl/domains_of.ts";
import type { Plan, RunPlan } from "../../dsl/plan.ts";
import { runFolder } from "../../dsl/plan.ts";
import { modelPlayer, type PastCheckpoint } from "../games/model_opponents.ts";
import type { Choice } from "../games/types.ts";
import type { Checkpoint } from "../report/checkpoint_row.ts";
import { openResults } from "../results/open_results.ts";
import type { ResultsWriter } from "../results/results_writer.ts";
import type { EvaluationLine, PromptLine, StageLine } from "../results/schema.ts";
import { TabularLearner } from "../tabular/tabular_learner.ts";
import { downloadProgress } from "./download_lines.ts";
import { fileHashes } from "./file_hashes.ts";
import { header } from "./header.ts";
import { openLanguageLearner } from "./language_learner.ts";
import type { Learner, StageReport } from "./learner.ts";
import { type Measurer, measurer, type Purpose } from "./measure.ts";
import { duration, timeLeft } from "./progress.ts";
import { checkpointProgress, constantPenaltyWarnings, iterationProgress, sftProgress } from "./progress_lines.ts";
import { type RunDomain, runDomains } from "./run_domains.ts";
import { episodeLines, gapKey, type Iteration, type Known, train } from "./train.ts";
import { itemsUnlessAborted, unlessAborted } from "./unless_aborted.ts";

/** Where a run writes, and to whom it talks. */
export interface ExecuteOptions {
  /** The results folder. */
  readonly results: string;
  /** Whether to replace a finished run. */
  readonly force: boolean;
  /** Told a line of progress, or a table. */
  readonly write: (line: string) => void;
  /** CPU threads of the trainer and of the engine; their own choice where it is left out. */
  readonly threads?: number | undefined;
  /** Stops the work when it is aborted; what was written stays. */
  readonly signal: AbortSignal;
}

/** The folder of cached stages in the results folder; no experiment's name begins with a dot. */
const CACHE = ".cache";

/** The trainer's log in a run's folder. */
const TRAINER_LOG = "trainer.log";

/** Seconds between two iterations' lines, at least: a table's iterations are faster than anyone reads. */
const BETWEEN_LINES = 1;

const seconds = () => performance.now() / 1000;

/**
 * Executes a run: model, SFT, then SEPO with its checkpoints, each measured. Everything is in the run's results file when
 * it returns, and what was written stays if it throws.
 *
 * @param python The interpreter that a language model's trainer runs on; a table needs none.
 */
export async function executeRun(
  plan: Plan,
  run: RunPlan,
  python: string | undefined,
  options: ExecuteOptions,
): Promise<void> {
  const { write, signal } = options;
  const { settings, seed } = run;
  const { iterations, checkpointEvery, recordEpisodesEvery } = settings.sepo;
  const began = seconds();
  const folder = `${options.results}/${runFolder(plan, run)}`;
  const domains = runDomains(settings);
  const pasts = pastOpponents(domains);

  // The folder is this run's before anything is written to it, the trainer's log included, until the trainer is closed.
  using results = await openResults(folder, { plan, run }, { force: options.force, warn: write });
  await using learner = await openLearner(run, python, folder, options);
  results.begin(await header(plan, run, learner.machine));
  const measure = recordMeasures(results, learner, measurer(domains, settings, seed), signal);
  const keepAll = async () => {
    for (const past of pasts) await learner.keep(past);
  };
  const report = async (checkpoint: Checkpoint) => {
    const evaluation = await measure(checkpoint, "report");
    evaluation.lines.map(checkpointProgress).forEach(write);
    return evaluation;
  };

  await stage(results, "model", () => learner.prepare());
  // Whoever stands for an earlier policy is the model as it is until there are earlier ones.
  await keepAll();
  write("Measuring the model before SFT");
  await report({ stage: "base", iteration: 0 });

  write("SFT");
  const tuned = await stage(results, "sft", () => learner.fineTune());
  write(`SFT ${tuned.hit ? "found in the cache" : `took ${duration(tuned.seconds)}`}`);
  await keepAll();
  const sft = await report({ stage: "sft", iteration: 0 });
  await stage(results, "adapter", () => learner.begin());

  const candidates: Evaluation[] = [];
  const trainingBegan = seconds();
  let told = trainingBegan;
  const training = train({ run, domains, learner, before: knownOf(sft) });
  for await (const iteration of itemsUnlessAborted(training, signal)) {
    const { line, line: { iteration: done } } = iteration;
    if (recordEpisodesEvery > 0 && (done - 1) % recordEpisodesEvery === 0) {
      results.write(...promptLines(iteration), ...episodeLines(iteration));
    }
    results.write(line);
    if (done === 1 || done === iterations || seconds() - told >= BETWEEN_LINES) {
      told = seconds();
      const left = timeLeft(done, iterations, told - trainingBegan);
      iterationProgress(line, iterations).forEach((text) => write(`${text}  ${left}`));
    }
    if (done === 1) constantPenaltyWarnings(line, settings.sepo.credit).forEach(write);
    if (pasts.has(done)) await learner.keep(done);
    if (done % checkpointEvery !== 0 && done !== iterations) continue;
    const saved = await timed(() => learner.save(`${folder}/checkpoints/${done}`));
    if (pasts.has("latest")) await learner.keep("latest");
    results.write({
      kind: "checkpoint",
      iteration: done,
      folder: `checkpoints/${done}`,
      files: await fileHashes(`${folder}/checkpoints/${done}`),
      timings: { save: saved.seconds },
    });
    const checkpoint = { stage: "sepo", iteration: done } as const;
    candidates.push(await measure(checkpoint, "select"));
    await report(checkpoint);
  }
  const { checkpoint, objective } = candidates.reduce((top, one) => one.objective > top.objective ? one : top);
  results.write(
    { kind: "selection", checkpoint, objective },
    { kind: "end", timings: { total: seconds() - began } },
  );
}

/** Opens what a run trains, whichever its model is. */
async function openLearner(
  { settings, seed }: RunPlan,
  python: string | undefined,
  folder: string,
  { results, write, threads, signal }: ExecuteOptions,
): Promise<Learner> {
  const names = domainsOf(settings).map(({ domain: { name } }) => name);
  const { model } = settings;
  if (model.name === "tabular") return new TabularLearner({ settings, domains: names, seed });
  if (python === undefined) throw new TypeError(`Model "${model.name}" is trained in Python, and there is none`);
  return await openLanguageLearner({
    model,
    settings,
    domains: names,
    seed,
    python,
    log: `${folder}/${TRAINER_LOG}`,
    cache: `${results}/${CACHE}`,
    signal,
    ...threads === undefined ? {} : { threads },
    onDownload: downloadProgress(write, seconds),
    onSft: sftProgress(write, seconds),
  });
}

/** Goes through a stage and writes down what it says of itself. */
async function stage(
  results: ResultsWriter,
  stage: StageLine["stage"],
  work: () => Promise<StageReport>,
): Promise<{ hit: boolean; seconds: number }> {
  const { value: { key, files, source, training = [], validation = [], leftOut = 0, modules = [], hit }, seconds } =
    await timed(work);
  results.write({
    kind: "stage",
    stage,
    key,
    files: { ...files },
    ...source === undefined ? {} : { source },
    training,
    validation,
    leftOut,
    modules,
    timings: { cached: hit, total: seconds },
  });
  return { hit, seconds };
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
function recordMeasures(results: ResultsWriter, learner: Learner, measure: Measurer, signal: AbortSignal) {
  return async (checkpoint: Checkpoint, purpose: Purpose): Promise<Evaluation> => {
    const { value, seconds } = await timed(() => unlessAborted(() => measure(learner, purpose), signal));
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

/** What a measured policy tells of itself before it is trained. */
function knownOf({ lines, choices }: Evaluation): Known {
  const gaps = lines.flatMap(({ domain, opponents }) =>
    opponents.map(({ pool, opponent, agent, theirs }) => [gapKey(domain, pool, opponent), theirs - agent] as const)
  );
  return { choices, gaps: new Map(gaps) };
}

/** The earlier policies that stand in some pool. */
function pastOpponents(domains: readonly RunDomain[]): Set<PastCheckpoint> {
  const names = domains.flatMap(({ domain: { pools } }) => Object.values(pools).flat());
  return new Set(names.flatMap((name) => {
    const player = modelPlayer(name);
    return player?.kind === "past" ? [player.checkpoint] : [];
  }));
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

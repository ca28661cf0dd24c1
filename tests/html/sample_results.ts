// An experiment's results with made-up numbers: arms × seeds that a report can be made of, the same ones every time.
import { kuhn, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import type { Plan, RunPlan } from "../../dsl/plan.ts";
import { runFolder } from "../../dsl/plan.ts";
import { uniform } from "../../lib/random/uniform.ts";
import type { EpisodeLine, EvaluationLine, IterationLine, ResultsLine } from "../../lib/results/schema.ts";
import * as lines from "../results/lines.ts";

/** What a sample is made of. */
export interface Sample {
  /** Kinds of credit. */
  readonly arms: readonly string[];
  /** Values of other settings, each of which every arm is made with. */
  readonly more?: Readonly<Record<string, readonly string[]>>;
  readonly seeds: readonly number[];
  readonly iterations: number;
  /** Episodes of a group. */
  readonly episodes: number;
  /** The reply of a decision; by default a sentence and the action. */
  readonly reply?: (decision: number) => string;
  /** What becomes of each line before it is written; undefined for nothing. */
  readonly change?: (line: ResultsLine) => ResultsLine | undefined;
}

/** The sample's plan: Kuhn poker. */
export function samplePlan({ arms, more = {}, seeds, iterations, episodes }: Sample): Plan {
  return compile({
    name: "sample",
    description: "Made-up numbers",
    model: tinyQwen(),
    domain: kuhn(),
    sepo: { iterations, episodesPerOpponent: episodes, checkpointEvery: Math.ceil(iterations / 4) },
    ablations: { credit: arms, ...more },
  }, { source: "sample.ts", seeds });
}

const CARDS = ["Jack", "Queen", "King"];
const ACTIONS = ["PASS", "BET", "CALL", "FOLD"];
const OPPONENTS = [
  ["train", "nash-approx"],
  ["train", "tight-passive"],
  ["train", "loose-aggressive"],
  ["exploit", "nash-approx"],
  ["exploit", "always-bet"],
] as const;
const INFOSETS = ["", "p", "b", "pb"].flatMap((history) => [0, 1, 2].map((card) => `${card}${history}`));

/** A number in [0, 1) that an address decides. */
const drawn = (seed: number, a: number, b = 0, c = 0) => uniform(seed, "simulation", [a, b, c, 0]);

function prompts(): ResultsLine[] {
  return INFOSETS.map((infoset) => ({
    ...lines.prompt,
    infoset,
    messages: [
      { role: "system" as const, content: "You play Kuhn poker with Jack, Queen and King." },
      { role: "user" as const, content: `Your card: ${CARDS[Number(infoset[0])]}. Choose PASS or BET.` },
    ],
  }));
}

function decision(
  seed: number,
  count: number,
  round: number,
  reply: Sample["reply"],
): EpisodeLine["decisions"][number] {
  const action = ACTIONS[Math.floor(4 * drawn(seed, count, 1))]!;
  const said = reply?.(count) ??
    `I think about hand ${count % 997} and the odds of ${Math.floor(99 * drawn(seed, count, 2))}.`;
  const fallback = drawn(seed, count, 3) < 0.05;
  return {
    round,
    infoset: INFOSETS[Math.floor(12 * drawn(seed, count, 4))]!,
    reply: `${said}\n${fallback ? "" : action}`,
    tokens: 20,
    action,
    fallback: fallback ? "no action on the last line" : null,
    advantage: 2 * drawn(seed, count, 5) - 1,
  };
}

function episodesOf(seed: number, iteration: number, { episodes, reply }: Sample): EpisodeLine[] {
  return OPPONENTS.flatMap(([pool, opponent], g) =>
    Array.from({ length: episodes }, (_, index): EpisodeLine => {
      const first = ((iteration * OPPONENTS.length + g) * episodes + index) * 8;
      const payoffs = Array.from({ length: 6 }, (_, round) =>
        [1, -1, 2, -2][Math.floor(4 * drawn(seed, first, 6, round))]!);
      return {
        ...lines.episode,
        iteration,
        pool,
        opponent,
        index,
        rounds: payoffs.map((agent) => ({ agent, opponent: -agent })),
        decisions: Array.from({ length: 8 }, (_, at) =>
          decision(seed, first + at, Math.min(5, at), reply)),
      };
    })
  );
}

function iterationOf(seed: number, iteration: number, lift: number): IterationLine {
  const base = lines.iteration.domains["kuhn"]!;
  const report = base.pools.train!;
  const noise = (place: number) => 0.1 * (drawn(seed, iteration, 7, place) - 0.5);
  const pool = (place: number) => ({
    ...report,
    terms: {
      payoff: lift * iteration / 100 + noise(place),
      exploitability: 0.4 - lift * iteration / 300 + noise(place + 1),
      collusion: 0,
      externality: 0,
    },
    varianceInGroups: {
      payoff: 0.02 + 0.1 * Math.abs(noise(place + 2)),
      exploitability: 0.01,
      collusion: 0,
      externality: 0,
    },
    silentGroups: drawn(seed, iteration, 8, place),
  });
  return {
    ...lines.iteration,
    iteration,
    domains: { kuhn: { ...base, pools: { train: pool(0), exploit: pool(10) }, reward: noise(20), fallbackRate: 0.01 } },
    step: { ...lines.iteration.step, kl: 0.01 * iteration, gradNorm: 1 + noise(21), entropy: 0.5 - iteration / 200 },
  };
}

function evaluations(seed: number, iteration: number, lift: number): EvaluationLine[] {
  const stage = iteration < 0 ? "base" : iteration === 0 ? "sft" : "sepo";
  const noise = (place: number) => 0.04 * (drawn(seed, iteration + 1, 9, place) - 0.5);
  const payoff = lift * Math.max(0, iteration) / 100 + noise(0);
  const exploitability = Math.max(0, 0.05 + noise(1));
  const { details } = lines.evaluation;
  if (details.kind !== "kuhn") throw new Error("the lines' evaluation is of Kuhn poker");
  const rate = (at: number) => Math.min(1, Math.max(0, at + noise(2)));
  const line: EvaluationLine = {
    ...lines.evaluation,
    checkpoint: { stage, iteration: Math.max(0, iteration) },
    payoff,
    exploitability,
    // J with the paper's λe = 1.5 and s = 3 / 2.
    objective: 1.5 * payoff - 1.5 * 1.5 * exploitability,
    details: {
      ...details,
      rates: {
        bet: { J: rate(0.2 + lift / 5), Q: rate(0.02), K: rate(0.95) },
        call: { J: rate(0.01), Q: rate(0.4 - lift / 5), K: rate(0.97) },
      },
    },
  };
  return stage === "sepo" ? [{ ...line, purpose: "select" }, line] : [line];
}

/** A run's lines in the order in which a run writes them. */
export function* sampleLines(plan: Plan, run: RunPlan, sample: Sample): Generator<ResultsLine> {
  const { change = (line) => line } = sample;
  for (const made of madeLines(plan, run, sample)) {
    const line = change(made);
    if (line !== undefined) yield line;
  }
}

function* madeLines(plan: Plan, run: RunPlan, sample: Sample): Generator<ResultsLine> {
  const { runs: _, ...head } = plan;
  const { seed } = run;
  const lift = 0.3 + 0.4 * sample.arms.indexOf(run.arm.replace(/^credit=|,.*$/g, ""));
  yield { ...lines.header(), plan: head, run };
  yield { ...lines.stage, training: Array.from({ length: 40 }, (_, step) => ({ step, loss: 6 / (1 + step) })) };
  yield* evaluations(seed, -1, lift);
  yield* evaluations(seed, 0, lift);
  yield* prompts();
  const { checkpointEvery } = run.settings.sepo;
  for (let iteration = 1; iteration <= sample.iterations; iteration++) {
    yield* episodesOf(seed, iteration, sample);
    yield iterationOf(seed, iteration, lift);
    if (iteration % checkpointEvery !== 0 && iteration !== sample.iterations) continue;
    yield { ...lines.checkpoint, iteration, folder: `checkpoints/${iteration}` };
    yield* evaluations(seed, iteration, lift);
  }
  yield { ...lines.selection, checkpoint: { stage: "sepo", iteration: sample.iterations } };
  yield lines.end;
}

/** Lines as a results file holds them. */
export function asText(written: Iterable<ResultsLine>): string {
  return [...written].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** A sample's runs in the order in which a report lists them: by arm, then by seed. */
export function sampleRuns(sample: Sample): { run: RunPlan; lines: ResultsLine[] }[] {
  const plan = samplePlan(sample);
  return plan.runs
    .toSorted((one, other) => one.arm < other.arm ? -1 : one.arm > other.arm ? 1 : one.seed - other.seed)
    .map((run) => ({ run, lines: [...sampleLines(plan, run, sample)] }));
}

/** Writes a sample's results to a folder, and says where each run's file is. */
export function writeSample(folder: string, sample: Sample): string[] {
  const plan = samplePlan(sample);
  return plan.runs.map((run) => {
    const path = `${folder}/${runFolder(plan, run)}`;
    Deno.mkdirSync(path, { recursive: true });
    Deno.writeTextFileSync(`${path}/results.jsonl`, asText(sampleLines(plan, run, sample)));
    return `${path}/results.jsonl`;
  });
}

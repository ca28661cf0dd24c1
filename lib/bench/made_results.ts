import { dirname } from "node:path";
import kuhnTiny from "../../experiments/kuhn-tiny.ts";
import { compile } from "../../dsl/compile.ts";
import { type Plan, runFolder } from "../../dsl/plan.ts";
import { tabular } from "../../dsl/tabular.ts";
import { trainingExamples } from "../data/training_examples.ts";
import { kuhnDomain } from "../games/kuhn/mod.ts";
import { readResults } from "../results/read_results.ts";
import { RESULTS_FILE } from "../results/results_writer.ts";
import type { EpisodeLine, HeaderLine, ResultsLine } from "../results/schema.ts";
import { executePlan } from "../run/mod.ts";

/** How much to make. */
export interface ResultsSize {
  /** Finished runs, each a file. */
  readonly runs: number;
  /** Episodes in each file. */
  readonly episodes: number;
}

/** What was made. */
export interface MadeResults {
  readonly files: number;
  readonly episodes: number;
  readonly bytes: number;
}

const source = "experiments/kuhn-tiny.ts";

/** From this seed on, claims are tested by kuhn-tiny's. */
const FIRST_SEED = 53;

/** Demonstrators' replies by what they say: a table has none, and a line's length is mostly its replies'. */
function repliesByAction(): ReadonlyMap<string, readonly string[]> {
  const { train } = trainingExamples([kuhnDomain()], { train: 6400, valid: 0 });
  const texts = train.map(({ messages: [, , { content }] }) => content);
  return Map.groupBy(texts, (text) => text.slice(text.lastIndexOf("\n") + 1));
}

/** Kuhn poker as kuhn-tiny plays it, by a table instead of its model: the lines of one finished run, the header first. */
async function playedRun(folder: string): Promise<ResultsLine[]> {
  const plan = compile({ ...kuhnTiny, model: tabular() }, { source });
  const failed = await executePlan(plan, {
    results: folder,
    signal: new AbortController().signal,
    write: () => {},
    fail: (error) => {
      throw error;
    },
  });
  if (failed.failed.length > 0) throw failed.failed[0]!.error;
  return await Array.fromAsync(readResults(`${folder}/${runFolder(plan, plan.runs[0]!)}/${RESULTS_FILE}`));
}

/** An episode with what a language model might have said. */
function spoken(episode: EpisodeLine, replies: ReadonlyMap<string, readonly string[]>, index: number): EpisodeLine {
  const decisions = episode.decisions.map((decision, at) => {
    const texts = replies.get(decision.action) ?? [decision.action];
    return { ...decision, reply: texts[(31 * index + at) % texts.length]!, tokens: 24 };
  });
  return { ...episode, index, decisions };
}

/** A file's lines after the header, each episode many times over until there are as many as are asked for. */
function bodyText(lines: readonly ResultsLine[], episodes: number): string {
  const replies = repliesByAction();
  const size = kuhnTiny.sepo?.episodesPerOpponent ?? 1;
  const times = Math.ceil(episodes / lines.filter(({ kind }) => kind === "episode").length);
  let left = episodes;
  const repeated = (line: ResultsLine): ResultsLine[] =>
    line.kind !== "episode"
      ? [line]
      : Array.from({ length: times }, (_, copy) => spoken(line, replies, copy * size + line.index));
  const kept = lines.flatMap(repeated).filter(({ kind }) => kind !== "episode" || left-- > 0);
  return kept.map((line) => JSON.stringify(line) + "\n").join("");
}

function headerOf(plan: Plan, at: number, made: HeaderLine): string {
  const { schemaVersion, experiment, description, hash, base } = plan;
  const run = plan.runs[at]!;
  const header: HeaderLine = { ...made, plan: { schemaVersion, experiment, description, hash, base }, run };
  return JSON.stringify(header) + "\n";
}

/**
 * Writes results of finished runs of kuhn-tiny, as large as is asked, to measure how they are read. Games, measures and
 * words are real, a table having played; they say nothing of the model that their headers name.
 */
export async function makeResults(results: string, { runs, episodes }: ResultsSize): Promise<MadeResults> {
  const [header, ...lines] = await playedRun(`${results}/.made`);
  if (header?.kind !== "header") throw new TypeError("A run's results begin with their header");
  const body = new TextEncoder().encode(bodyText(lines, episodes));
  const plan = compile(kuhnTiny, { source, seeds: Array.from({ length: runs }, (_, at) => FIRST_SEED + at) });
  let bytes = 0;
  for (const [at, run] of plan.runs.entries()) {
    const path = `${results}/${runFolder(plan, run)}/${RESULTS_FILE}`;
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, headerOf(plan, at, header));
    await Deno.writeFile(path, body, { append: true });
    bytes += (await Deno.stat(path)).size;
  }
  return { files: runs, episodes: runs * episodes, bytes };
}

import { domainsOf } from "../../dsl/domains_of.ts";
import type { RunPlan } from "../../dsl/plan.ts";
import type { Checkpoint } from "../report/checkpoint_row.ts";
import type { EvaluationLine, Fork, HeaderLine, IterationLine, ResultsLine } from "../results/schema.ts";

/** What tables take from a finished run. */
export interface RunResults {
  readonly plan: HeaderLine["plan"];
  readonly run: RunPlan;
  /** What it was forked from; undefined where it began with a new adapter. */
  readonly fork?: Fork | undefined;
  /** Those for reporting, in order. */
  readonly evaluations: readonly EvaluationLine[];
  /** The checkpoint that the run chose, on samples that report nothing. */
  readonly selected: Checkpoint;
  /** Collusion against the collusive pool in training, by domain and then by iteration. */
  readonly trainingCollusion: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

function collusionOf(iterations: readonly IterationLine[], domain: string): Map<number, number> {
  return new Map(iterations.flatMap(({ iteration, domains }): [number, number][] => {
    const collusive = domains[domain]?.pools.collusive;
    return collusive === undefined ? [] : [[iteration, collusive.terms.collusion]];
  }));
}

/** Puts a run's lines together; undefined if the run isn't finished. */
export async function runResults(lines: AsyncIterable<ResultsLine>): Promise<RunResults | undefined> {
  const evaluations: EvaluationLine[] = [];
  const iterations: IterationLine[] = [];
  let header: HeaderLine | undefined, selected: Checkpoint | undefined, ended = false;
  for await (const line of lines) {
    if (line.kind === "header") header = line;
    if (line.kind === "evaluation" && line.purpose === "report") evaluations.push(line);
    if (line.kind === "iteration") iterations.push(line);
    if (line.kind === "selection") selected = line.checkpoint;
    if (line.kind === "end") ended = true;
  }
  if (header === undefined || selected === undefined || !ended) return undefined;
  const { plan, run, fork } = header;
  const names = domainsOf(run.settings).map(({ domain }) => domain.name);
  const trainingCollusion = new Map(names.map((name) => [name, collusionOf(iterations, name)]));
  return { plan, run, fork, evaluations, selected, trainingCollusion };
}

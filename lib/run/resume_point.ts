import type { BatchSizes } from "../memory/batch_sizes.ts";
import { readResults } from "../results/read_results.ts";
import { ResultsError } from "../results/results_error.ts";
import type { EvaluationLine, HeaderLine, PromptLine, ResultsLine, StageLine } from "../results/schema.ts";
import type { Origin } from "./origin.ts";
import { newestState, type SavedState } from "./run_state.ts";
import { type Candidate, candidateOf } from "./running.ts";

/** Where a run can go on, and what its results file tells of it up to there. */
export interface ResumePoint {
  readonly state: SavedState;
  readonly header: HeaderLine;
  /** What computed it last. */
  readonly origin: Origin;
  readonly stages: readonly StageLine[];
  /** How much was computed at a time last; undefined for a table, and for files of earlier versions. */
  readonly batches: BatchSizes | undefined;
  readonly prompts: readonly PromptLine[];
  readonly candidates: readonly Candidate[];
}

/**
 * Finds where a run that stopped can go on: its newest state that is whole and that its results file reaches.
 *
 * @param size Bytes of the results file at `path`, in `folder`.
 * @returns Undefined where nothing would be lost by beginning anew.
 * @throws {ResultsError} If there are iterations but no state to go on from, or the file isn't whole.
 */
export async function resumePoint(folder: string, path: string, size: number): Promise<ResumePoint | undefined> {
  const fail = (why: string) => new ResultsError(`Cannot resume "${folder}": ${why}; --force begins anew`);
  const state = await newestState(folder, size);
  if (state === undefined) {
    for await (const { kind } of readResults(path)) {
      if (kind === "iteration") throw fail("it has iterations but no whole state to go on from");
    }
    return undefined;
  }
  const warned: string[] = [];
  const lines = readResults(path, { warn: (warning) => warned.push(warning), size: state.size });
  const told = await tellingOf(lines);
  if (warned[0] !== undefined || told === undefined) throw fail(warned[0] ?? "its results have no header");
  return { state, ...told };
}

/** What the lines up to a state tell of a run; undefined if there are none. */
async function tellingOf(lines: AsyncIterable<ResultsLine>): Promise<Omit<ResumePoint, "state"> | undefined> {
  let header: HeaderLine | undefined, origin: Origin | undefined, batches: BatchSizes | undefined;
  const stages: StageLine[] = [], prompts: PromptLine[] = [];
  const selecting = new Map<number, EvaluationLine[]>();
  for await (const line of lines) {
    if (line.kind === "header") header = line;
    if (line.kind === "header" || line.kind === "resumption") origin = line;
    if (line.kind === "stage") stages.push(line);
    if ("batches" in line) ({ batches } = line);
    if (line.kind === "prompt") prompts.push(line);
    if (line.kind === "evaluation" && line.purpose === "select") {
      const { iteration } = line.checkpoint;
      selecting.set(iteration, [...selecting.get(iteration) ?? [], line]);
    }
  }
  if (header === undefined || origin === undefined) return undefined;
  const candidates = [...selecting.values()].map((evaluations) =>
    candidateOf({ checkpoint: evaluations[0]!.checkpoint, lines: evaluations })
  );
  return { header, origin, stages, batches, prompts, candidates };
}

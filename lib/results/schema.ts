/**
 * What a results file holds: a header, then one JSON object a line. These schemas are the one definition; the types of
 * what is written and read are inferred from them.
 */
import { z } from "zod";
import { checkpointSchema, endSchema } from "./schema/checkpoint.ts";
import { episodeSchema, promptSchema } from "./schema/episode.ts";
import { evaluationSchema, selectionSchema } from "./schema/evaluation.ts";
import { headerSchema, resumptionSchema } from "./schema/header.ts";
import { iterationSchema } from "./schema/iteration.ts";
import { stageSchema } from "./schema/stage.ts";

export type { CheckpointLine, EndLine } from "./schema/checkpoint.ts";
export type { EpisodeLine, PromptLine } from "./schema/episode.ts";
export type { EvaluationLine, SelectionLine } from "./schema/evaluation.ts";
export { type Fork, type HeaderLine, RESULTS_VERSION, type ResumptionLine } from "./schema/header.ts";
export type { IterationLine } from "./schema/iteration.ts";
export type { KuhnEvaluation } from "./schema/kuhn_evaluation.ts";
export type { StageLine } from "./schema/stage.ts";

/** The lines of a file, by their `kind`. */
export const LINES = {
  header: headerSchema,
  stage: stageSchema,
  prompt: promptSchema,
  episode: episodeSchema,
  iteration: iterationSchema,
  checkpoint: checkpointSchema,
  evaluation: evaluationSchema,
  resumption: resumptionSchema,
  selection: selectionSchema,
  end: endSchema,
} as const;

/** A line's kind. */
export type LineKind = keyof typeof LINES;

/** Whether a text is a line's kind. */
export function isLineKind(kind: string): kind is LineKind {
  return Object.hasOwn(LINES, kind);
}

/** All kinds of lines. */
export const LINE_KINDS: readonly LineKind[] = Object.keys(LINES).filter(isLineKind);

/** Any line of a results file. */
export type ResultsLine = { [Kind in LineKind]: z.output<typeof LINES[Kind]> }[LineKind];

/** Any line but the first. */
export type BodyLine = Exclude<ResultsLine, { kind: "header" }>;

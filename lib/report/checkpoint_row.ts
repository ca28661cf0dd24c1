import type { EvaluationLine } from "../results/schema.ts";

/** A checkpoint of a run. */
export type Checkpoint = EvaluationLine["checkpoint"];

/** An evaluation, and whether its checkpoint is the one that was chosen. */
export type CheckpointRow = EvaluationLine & { readonly selected: boolean };

/** Whether two names are those of one checkpoint. */
export function isSame(a: Checkpoint, b: Checkpoint): boolean {
  return a.stage === b.stage && a.iteration === b.iteration;
}

/** `base`, `SFT`, `SEPO 20`. */
export function checkpointName({ stage, iteration }: Checkpoint): string {
  return stage === "sepo" ? `SEPO ${iteration}` : stage === "sft" ? "SFT" : stage;
}

/** The name with a star if the checkpoint was chosen. */
export function starredName({ checkpoint, selected }: Pick<CheckpointRow, "checkpoint" | "selected">): string {
  return checkpointName(checkpoint) + (selected ? " *" : "");
}

/** A number with its digits, a dash where there is none. What rounds to 0 has no sign. */
export function fixed(value: number | null, digits = 3): string {
  return value === null ? "–" : value.toFixed(digits).replace(/^-(0\.?0*)$/, "$1");
}

/** A share in percent. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

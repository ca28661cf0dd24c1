import { checkpointName, isSame } from "../../report/checkpoint_row.ts";
import type { EvaluationLine } from "../../results/schema.ts";
import type { Arm, Run } from "./experiment.ts";

/** A run's measure of a checkpoint. */
export interface SeedLine {
  readonly seed: number;
  readonly line: EvaluationLine;
}

/** A checkpoint of an arm, as each of its seeds measured it. */
export interface CheckpointRow {
  /** `base`, `SFT`, `SEPO 20`. */
  readonly name: string;
  /** `base`, `SFT`, `20`: short enough for an axis. */
  readonly tick: string;
  readonly seeds: readonly SeedLine[];
  /** How many of the arm's runs chose it. */
  readonly chosenBy: number;
}

const ORDER = { base: 0, sft: 1, sepo: 2 } as const;

type Checkpoint = EvaluationLine["checkpoint"];

function inOrder(one: Checkpoint, other: Checkpoint): number {
  return ORDER[one.stage] - ORDER[other.stage] || one.iteration - other.iteration;
}

const keyOf = ({ stage, iteration }: Checkpoint) => `${stage} ${iteration}`;

function linesOf({ log }: Run, domain: string): readonly EvaluationLine[] {
  return log.evaluations.filter((line) => line.domain === domain);
}

function isChosen({ log }: Run, checkpoint: Checkpoint): boolean {
  return log.selection !== undefined && isSame(log.selection.checkpoint, checkpoint);
}

/** The checkpoints of an arm in one domain, from the model before SFT on. */
export function checkpointRows(arm: Arm, domain: string): CheckpointRow[] {
  const checkpoints = new Map(
    arm.runs.flatMap((run) => linesOf(run, domain).map(({ checkpoint }) => [keyOf(checkpoint), checkpoint] as const)),
  );
  return [...checkpoints.values()].sort(inOrder).map((checkpoint) => ({
    name: checkpointName(checkpoint),
    tick: checkpoint.stage === "sepo" ? String(checkpoint.iteration) : checkpointName(checkpoint),
    seeds: arm.runs.flatMap((run) =>
      linesOf(run, domain).filter((line) => isSame(line.checkpoint, checkpoint))
        .map((line) => ({ seed: run.log.seed, line }))
    ),
    chosenBy: arm.runs.filter((run) => isChosen(run, checkpoint)).length,
  }));
}

/** What each seed of an arm chose, on other samples than these; seeds that have not chosen yet are left out. */
export function chosenLines(arm: Arm, domain: string): SeedLine[] {
  return arm.runs.flatMap((run) =>
    linesOf(run, domain).filter(({ checkpoint }) => isChosen(run, checkpoint))
      .map((line) => ({ seed: run.log.seed, line }))
  );
}

/** Each seed of an arm after SFT. */
export function sftLines(arm: Arm, domain: string): SeedLine[] {
  return arm.runs.flatMap((run) =>
    linesOf(run, domain).filter(({ checkpoint }) => checkpoint.stage === "sft")
      .map((line) => ({ seed: run.log.seed, line }))
  );
}

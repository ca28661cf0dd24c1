/** What the parts of a run share, and what they write down of it. */
import type { RunPlan } from "../../dsl/plan.ts";
import { timed } from "../clock/timed.ts";
import { modelPlayer, type PastCheckpoint } from "../games/model_opponents.ts";
import type { Choice } from "../games/types.ts";
import type { Checkpoint } from "../report/checkpoint_row.ts";
import type { ResultsWriter } from "../results/results_writer.ts";
import type { EvaluationLine, StageLine } from "../results/schema.ts";
import type { Learner, StageReport } from "./learner.ts";
import { type Measurer, measurer, type Purpose } from "./measure.ts";
import { checkpointProgress } from "./progress_lines.ts";
import type { RunDomain } from "./run_domains.ts";
import type { saveDue } from "./save_rhythm.ts";
import type { Known } from "./train.ts";
import { unlessAborted } from "./unless_aborted.ts";

/** What a run works with. */
export interface RunTools {
  readonly run: RunPlan;
  /** The run's own folder. */
  readonly folder: string;
  /** Iterations that were done when it began: those of the checkpoint that it was forked from, else 0. */
  readonly begun: number;
  readonly domains: readonly RunDomain[];
  readonly learner: Learner;
  readonly results: ResultsWriter;
  /** Says when to save what the run needs to go on; see the function of this name. */
  readonly saveDue: typeof saveDue;
  /** Told a line of progress. */
  readonly write: (line: string) => void;
  /** Stops the work when it is aborted. */
  readonly signal: AbortSignal;
}

/** A checkpoint with the J by which it may be chosen, mean over the domains. */
export interface Candidate {
  readonly checkpoint: Checkpoint;
  readonly objective: number;
}

/** How far a run has come. */
export interface Progress {
  /** Iterations that are done, those before a fork too; 0 once SFT is measured and the adapter is made. */
  readonly iteration: number;
  /** Whether the checkpoint of that iteration, if it makes one, is written and measured. */
  readonly measured: boolean;
  /** What the next iteration goes by. */
  readonly known: Known;
  /** Checkpoints of SEPO that were measured to be chosen from. */
  readonly candidates: readonly Candidate[];
  /** Seconds that it took. */
  readonly seconds: number;
}

/** What was measured of a checkpoint and written down. */
export interface Evaluation {
  readonly checkpoint: Checkpoint;
  /** One a domain. */
  readonly lines: readonly EvaluationLine[];
  /** What the policy chose, by domain. */
  readonly choices: ReadonlyMap<string, readonly Choice[]>;
}

/** The candidate that a checkpoint's evaluations, one a domain, make. */
export function candidateOf({ checkpoint, lines }: Pick<Evaluation, "checkpoint" | "lines">): Candidate {
  return { checkpoint, objective: lines.reduce((sum, { objective }) => sum + objective, 0) / lines.length };
}

/** A run that goes on. */
export class Running {
  /** The earlier policies that stand in some pool. */
  readonly pasts: ReadonlySet<PastCheckpoint>;
  readonly #measure: Measurer;

  constructor(readonly tools: RunTools) {
    const { run: { settings, seed }, domains } = tools;
    this.pasts = pastOpponents(domains);
    this.#measure = measurer(domains, settings, seed);
  }

  /** Lets the policy as it is stand for all earlier ones. */
  async keepAll(): Promise<void> {
    for (const past of this.pasts) await this.tools.learner.keep(past);
  }

  /** Goes through a stage, and returns the line that says what came of it. */
  async stage(stage: StageLine["stage"], work: () => Promise<StageReport>): Promise<StageLine> {
    const { value, seconds: total } = await timed(work);
    const { key, files, source, training = [], validation = [], leftOut = 0, batches, modules = [], hit } = value;
    return {
      kind: "stage",
      stage,
      key,
      files: { ...files },
      ...source === undefined ? {} : { source },
      training,
      validation,
      leftOut,
      ...batches === undefined ? {} : { batches },
      modules,
      timings: { cached: hit, total },
    };
  }

  /** Measures a checkpoint and writes a line a domain, each of which says what the whole evaluation took. */
  async measure(checkpoint: Checkpoint, purpose: Purpose): Promise<Evaluation> {
    const { learner, results, write, signal } = this.tools;
    const { value, seconds: total } = await timed(() => unlessAborted(() => this.#measure(learner, purpose), signal));
    const lines = value.domains.map((measures): EvaluationLine => ({
      kind: "evaluation",
      checkpoint,
      purpose,
      ...measures,
      timings: { total },
    }));
    results.write(...lines);
    if (purpose === "report") lines.map(checkpointProgress).forEach(write);
    return { checkpoint, lines, choices: value.choices };
  }
}

function pastOpponents(domains: readonly RunDomain[]): Set<PastCheckpoint> {
  const names = domains.flatMap(({ domain: { pools } }) => Object.values(pools).flat());
  return new Set(names.flatMap((name) => {
    const player = modelPlayer(name);
    return player?.kind === "past" ? [player.checkpoint] : [];
  }));
}

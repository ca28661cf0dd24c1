import { canonicalJson } from "../json/canonical_json.ts";
import type { BatchSizes } from "../memory/batch_sizes.ts";
import { ResultsError } from "../results/results_error.ts";
import type { StageLine } from "../results/schema.ts";
import { startedAt } from "./header.ts";
import { differences, type Origin } from "./origin.ts";
import type { ResumePoint } from "./resume_point.ts";
import type { Progress, Running } from "./running.ts";
import { sameStage } from "./same_stage.ts";

/** What a run is resumed with. */
export interface Resuming {
  readonly point: ResumePoint;
  /** What computes it from now on. */
  readonly origin: Origin;
  /** What is asked of how much is computed at a time; the rest is as it was. */
  readonly asked: Partial<BatchSizes>;
  /** Whether to go on although any of that differs from what it was before. */
  readonly anyway: boolean;
}

/**
 * Takes a run up where it stopped: goes through its stages again, which the cache has, and puts back what its learner was.
 * Results beyond that point are dropped only then.
 *
 * @throws {ResultsError} If what computes it is not what computed it before, and `anyway` isn't set; if a stage comes out
 * different.
 */
export async function resumeRun(running: Running, { point, origin, asked, anyway }: Resuming): Promise<Progress> {
  const { folder, learner, results, write } = running.tools;
  const { state } = point;
  const batches = changedBatches(point.batches, asked);
  const differs = [
    ...differences(point.origin, origin),
    ...batches === undefined ? [] : [`batches of ${batchWords(batches)} (before ${batchWords(point.batches!)})`],
  ];
  if (differs.length > 0 && !anyway) {
    throw new ResultsError(
      `Cannot resume "${folder}": what follows would be computed by other means, ${differs.join(" and ")}; ` +
        "--resume-anyway goes on and says so in the results",
    );
  }
  const again = async (name: StageLine["stage"], work: Parameters<Running["stage"]>[1]) => {
    const stage = await running.stage(name, work);
    const before = point.stages.find((one) => one.stage === name);
    if (before === undefined || !sameStage(before, stage)) throw changedStage(folder, name);
  };
  await again("model", () => learner.prepare());
  await again("sft", () => learner.fineTune());
  await running.keepAll();
  await again("adapter", () => learner.begin());
  await learner.restoreState(state.folder);
  results.goOn(state.size, point.prompts);
  if (differs.length > 0) {
    const changed = batches === undefined ? {} : { batches };
    results.write({ kind: "resumption", iteration: state.iteration, ...changed, ...origin, timings: startedAt() });
  }
  const { iteration, measured, known, seconds } = state;
  write(iteration === 0 ? "Resumed after SFT" : `Resumed after iteration ${iteration}`);
  return { iteration, measured, known, seconds, candidates: point.candidates };
}

/** What batches become by what is asked, if that changes them. */
function changedBatches(before: BatchSizes | undefined, asked: Partial<BatchSizes>): BatchSizes | undefined {
  if (before === undefined) return undefined; // a table has none
  const now = { ...before, ...asked };
  return canonicalJson(now) === canonicalJson({ ...before }) ? undefined : now;
}

const batchWords = ({ rows, trainTokens }: BatchSizes) => `${rows} replies and ${trainTokens} tokens`;

function changedStage(folder: string, stage: StageLine["stage"]): ResultsError {
  return new ResultsError(
    `Cannot resume "${folder}": its stage "${stage}" comes out different, since the trainer, its packages or the machine ` +
      "changed; go back to what began it, or begin anew with --force",
  );
}

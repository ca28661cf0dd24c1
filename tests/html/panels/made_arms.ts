// Experiments of arms that have begun, with what their runs' logs hold.
import { type Experiment, experimentOf } from "../../../lib/html/data/experiment.ts";
import type { LoadedRun } from "../../../lib/html/data/load_plan.ts";
import { RunLog } from "../../../lib/html/data/run_log.ts";
import type { ResultsLine } from "../../../lib/results/schema.ts";
import * as lines from "../../results/lines.ts";

/** An experiment of arms that began in this order, each with these seeds and, after the header, what `of` tells. */
export function madeArms(
  names: readonly string[],
  seeds: readonly number[],
  of: (arm: string, seed: number) => readonly ResultsLine[] = () => [],
): Experiment {
  const runs = names.flatMap((arm, at) =>
    seeds.map((seed): LoadedRun => {
      const log = new RunLog(arm, seed);
      const startedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString();
      log.add({ ...lines.header({ arm, seed }), timings: { startedAt } });
      for (const line of of(arm, seed)) log.add(line);
      return { file: { arm, seed, path: `${arm}/${seed}` }, log, problems: [] };
    })
  );
  const experiment = experimentOf(runs);
  if (experiment === undefined) throw new Error("an experiment of no arms");
  return experiment;
}

import type { Series } from "../charts/panel.ts";
import type { Arm } from "../data/experiment.ts";
import type { LoggedIteration } from "../data/run_log.ts";
import { pointsOverSeeds } from "./over_seeds.ts";

/** One line an arm over its iterations, mean over seeds; arms without a value are left out. */
export function iterationSeries(
  arms: readonly Arm[],
  of: (line: LoggedIteration) => number | null | undefined,
): Series[] {
  return arms.flatMap((arm) => {
    const points = pointsOverSeeds(arm.runs.map(({ log }) =>
      log.iterations.flatMap((line) => {
        const y = of(line);
        return y === null || y === undefined ? [] : [{ x: line.iteration, y }];
      })
    ));
    return points.length === 0 ? [] : [{ name: arm.title, style: arm.place, points }];
  });
}

/** Whether no series has a value that isn't 0. */
export function isSilent(series: readonly Series[]): boolean {
  return series.every(({ points }) => points.every(({ y }) => y === 0));
}

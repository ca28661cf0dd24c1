import { type Cluster, type Estimate, hierarchicalBootstrap } from "./hierarchical_bootstrap.ts";
import { type CommonCheckpoint, domainOf, evaluationAt, type Group } from "./group.ts";
import { kuhnResample } from "./kuhn_resample.ts";
import { playResample } from "./play_resample.ts";
import { MEASURE_NAMES, type MeasureName, type Shown, shownOf } from "./shown.ts";

/** What a group's seeds show of a checkpoint. */
export interface GroupEstimates {
  /** How many seeds were measured. */
  readonly seeds: number;
  /** Means over seeds with intervals; a measure that a seed lacks is absent. */
  readonly of: ReadonlyMap<MeasureName, Estimate>;
}

/** Estimates for a group at a checkpoint; undefined if no seed was measured there. */
export type Estimator = (group: Group, which: CommonCheckpoint) => GroupEstimates | undefined;

const numbers = (measures: readonly MeasureName[], shown: Shown) => measures.map((name) => shown[name] ?? NaN);

function estimate(group: Group, which: CommonCheckpoint): GroupEstimates | undefined {
  const { domain, evaluationPenalties: penalties } = group.setup;
  const lines = group.runs.flatMap((run) => evaluationAt(run, domain.name, which) ?? []);
  if (lines.length === 0) return undefined;
  const { rounds: hands, payoffScale } = domainOf(group);
  const shown = lines.map(shownOf);
  const measures = MEASURE_NAMES.filter((name) => shown.every((each) => each[name] !== null));
  const clusters = lines.map((line, at): Cluster => {
    const resample = line.details.kind === "kuhn"
      ? kuhnResample(line, { hands, payoffScale, penalties })
      : playResample(line, { payoffScale, penalties });
    const values = numbers(measures, shown[at]!);
    return resample === undefined ? { values } : { values, resample: (draw) => numbers(measures, resample(draw)) };
  });
  const estimates = hierarchicalBootstrap(clusters);
  return { seeds: lines.length, of: new Map(measures.map((name, at) => [name, estimates[at]!])) };
}

/** An estimator that computes each estimate once, however many tables ask for it. */
export function estimator(): Estimator {
  const known = new Map<Group, Map<CommonCheckpoint, GroupEstimates | undefined>>();
  return (group, which) => {
    const ofGroup = known.get(group) ?? new Map<CommonCheckpoint, GroupEstimates | undefined>();
    known.set(group, ofGroup);
    if (!ofGroup.has(which)) ofGroup.set(which, estimate(group, which));
    return ofGroup.get(which);
  };
}

import { domainsOf } from "../../../dsl/domains_of.ts";
import { shownArm } from "../../../dsl/arms.ts";
import type { HeaderLine } from "../../results/schema.ts";
import { armGroups } from "./arm_groups.ts";
import { visibleText } from "../visible_text.ts";
import type { LoadedRun } from "./load_plan.ts";
import type { RunLog } from "./run_log.ts";

/** A run that has begun. */
export interface Run {
  readonly log: RunLog;
  readonly header: HeaderLine;
}

/** The runs of one arm. */
export interface Arm {
  /** As its folder has it. */
  readonly name: string;
  /** As a person reads it. */
  readonly title: string;
  /** Its place among the arms, from 0, which decides how it is drawn. */
  readonly place: number;
  /** By seed. */
  readonly runs: readonly Run[];
}

/** What a report is about: the runs of one plan. */
export interface Experiment {
  readonly name: string;
  readonly description: string;
  readonly plan: HeaderLine["plan"];
  /** Names of the domains that are played. */
  readonly domains: readonly string[];
  readonly arms: readonly Arm[];
  /** All runs, those that could not be read too, in the order of arms and seeds; episodes point at their places here. */
  readonly runs: readonly LoadedRun[];
}

/** An arm's name for a person, in characters that are seen; a folder that a plan did not name is shown as it is. */
export function armTitle(name: string): string {
  try {
    return visibleText(shownArm(name));
  } catch {
    return visibleText(name); // a percent sign that begins no escape
  }
}

/** A name for each run, in the order in which episodes point at them. */
export function runNames({ arms, runs }: Pick<Experiment, "arms" | "runs">): string[] {
  return runs.map(({ file: { arm, seed } }) => arms.length === 1 ? `seed ${seed}` : `${armTitle(arm)}, seed ${seed}`);
}

/** Runs in the order in which they began; their dates are all of one form, in UTC, so that their texts compare. */
function byStart(one: Run, other: Run): number {
  const [a, b] = [one.header.timings.startedAt, other.header.timings.startedAt];
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Groups the runs of a plan into arms, in the order in which they were begun, which is the plan's, but that arms that are
 * shown together stand together, so that their places, and with these their lines, differ; undefined while none of the
 * runs has begun.
 */
export function experimentOf(runs: readonly LoadedRun[]): Experiment | undefined {
  const begun = runs.flatMap(({ log }): Run[] => log.header === undefined ? [] : [{ log, header: log.header }]);
  const [first] = begun;
  if (first === undefined) return undefined;
  const { plan } = first.header;
  const inOrder = [...new Set([...begun].sort(byStart).map(({ log }) => log.arm))];
  const names = armGroups(inOrder).flatMap(({ names }) => names);
  return {
    name: plan.experiment,
    description: plan.description,
    plan,
    domains: domainsOf(plan.base).map(({ domain }) => domain.name),
    arms: names.map((name, place) => ({
      name,
      title: armTitle(name),
      place,
      runs: begun.filter(({ log }) => log.arm === name),
    })),
    runs,
  };
}

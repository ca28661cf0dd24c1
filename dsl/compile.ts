import { z } from "zod";
import { contentHash } from "../lib/json/content_hash.ts";
import type { Json } from "../lib/json/json.ts";
import { suggest } from "../lib/text/nearest.ts";
import { type Arm, arms, type Axis } from "./arms.ts";
import type { Assignment } from "./assignment.ts";
import { ExperimentError, type Fail } from "./experiment_error.ts";
import { merge } from "./merge.ts";
import { type Plan, PLAN_VERSION } from "./plan.ts";
import { readExperiment, type WrittenExperiment } from "./read_experiment.ts";
import { resolve } from "./resolve.ts";
import type { ExperimentHead } from "./schema/experiment.ts";
import { type RunSettings, settingsShapeOf } from "./schema/settings.ts";
import { findSetting, nested, type SettingPath } from "./settings_path.ts";

/** What the command line adds to an experiment file. */
export interface CompileOptions {
  /** The file's path, for messages. */
  readonly source: string;
  /** Settings that override the file's, in order. */
  readonly set?: readonly Assignment[];
  /** Seeds to run instead of the file's, if any. */
  readonly seeds?: readonly number[];
  /** Arms to run of those that the ablations make; all if empty. */
  readonly arms?: readonly string[];
}

/** Characters of an arm's name; file systems allow 255 bytes, and the name is ASCII. */
const MAX_ARM_NAME = 240;

/** `written` with a setting changed. */
function changed(written: WrittenExperiment, path: SettingPath, value: Json): WrittenExperiment {
  return { ...written, sections: merge(written.sections, nested(path, value)) };
}

function pathOf(text: string, { model, subject }: WrittenExperiment, what: string, fail: Fail): SettingPath {
  const found = findSetting(text, z.strictObject(settingsShapeOf(model, subject)));
  if ("unknown" in found) throw fail(`${what} "${text}" is no setting: ${found.unknown}`);
  return found.path;
}

/** The axes of each grid. */
function gridsOf({ ablations }: ExperimentHead, written: WrittenExperiment, fail: Fail): Axis[][] {
  return ablations.map((grid) => axesOf(grid, written, fail));
}

function axesOf(grid: ExperimentHead["ablations"][number], written: WrittenExperiment, fail: Fail): Axis[] {
  const axes = Object.entries(grid).map(([text, values]) => ({
    path: pathOf(text, written, "ablation", fail),
    values,
  }));
  const paths = axes.map(({ path }) => path.join("."));
  const twice = paths.find((path, at) => paths.indexOf(path) !== at);
  if (twice !== undefined) throw fail(`the ablations vary "${twice}" twice: keep one list`);
  return axes;
}

function overridden(
  written: WrittenExperiment,
  axes: readonly Axis[],
  set: readonly Assignment[],
  fail: Fail,
): WrittenExperiment {
  const varied = axes.map(({ path }) => path.join("."));
  return set.reduce((under, { path: text, value }) => {
    const path = pathOf(text, written, "--set", fail);
    if (varied.includes(path.join("."))) {
      throw fail(`cannot set "${text}", since the ablations vary it: choose an arm with --arm`);
    }
    return changed(under, path, value);
  }, written);
}

function settingsOfArm(written: WrittenExperiment, arm: Arm, fail: Fail): RunSettings {
  const varied = arm.changes.reduce((under, { path, value }) => changed(under, path, value), written);
  return resolve(varied, (reason) => fail(`arm "${arm.name}": ${reason}`)).settings;
}

function selectArms(all: readonly Arm[], wanted: readonly string[], fail: Fail): readonly Arm[] {
  const names = all.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw fail(`the ablations make arm "${twice}" twice: list each value once`);
  const long = names.find((name) => name.length > MAX_ARM_NAME);
  if (long !== undefined) {
    throw fail(
      `arm "${long.slice(0, 60)}…" has ${long.length} characters, more than a folder's name can: vary less at once`,
    );
  }
  const missing = wanted.find((name) => !names.includes(name));
  if (missing !== undefined) throw fail(`there is no arm "${missing}"${suggest(missing, names)}`);
  return wanted.length === 0 ? all : all.filter(({ name }) => wanted.includes(name));
}

/**
 * Compiles an experiment to a plan: ablation arms × seeds, each run with every default resolved. Pure.
 *
 * Precedence: defaults < the domain's defaults < the file < `set` < an arm's own values. The hash covers the base settings
 * (model, domain or domains, penalties, sft, sepo, evaluation) and not the seeds, the list of arms, the name or the description, so
 * adding a seed or an arm keeps earlier runs valid.
 *
 * @param experiment What the file exports; it may have been run without type checking, so nothing is assumed.
 * @throws {ExperimentError} If a key, a value, a path, an arm or a seed isn't valid.
 */
export function compile(experiment: unknown, options: CompileOptions): Plan {
  const fail: Fail = (reason) => new ExperimentError(`Cannot use experiment "${options.source}": ${reason}`);
  const file = readExperiment(experiment, fail);
  const grids = gridsOf(resolve(file, fail), file, fail);
  const written = overridden(file, grids.flat(), options.set ?? [], fail);
  const { name, description, seeds, settings: base } = resolve(written, fail);
  const chosen = options.seeds === undefined || options.seeds.length === 0 ? seeds : [...new Set(options.seeds)];
  const selected = selectArms(grids.flatMap(arms), options.arms ?? [], fail);
  return {
    schemaVersion: PLAN_VERSION,
    experiment: name,
    description,
    hash: contentHash(base),
    base,
    runs: selected.flatMap((arm) => {
      const settings = settingsOfArm(written, arm, fail);
      return chosen.map((seed) => ({ arm: arm.name, seed, settings }));
    }),
  };
}

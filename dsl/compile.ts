import { type DomainName, isDomainName } from "../lib/games/domains.ts";
import { type Arm, arms, type Axis } from "./arms.ts";
import type { Assignment } from "./assignment.ts";
import { contentHash } from "../lib/json/content_hash.ts";
import { ExperimentError } from "./experiment_error.ts";
import { explain } from "../lib/text/explain.ts";
import { isObject } from "../lib/json/json.ts";
import { merge } from "./merge.ts";
import { suggest } from "../lib/text/nearest.ts";
import { type Plan, PLAN_VERSION } from "./plan.ts";
import { DOMAIN_SETTINGS } from "./schema/domain.ts";
import { experimentSchemaOf } from "./schema/experiment.ts";
import { type ModelName, MODELS } from "./schema/model.ts";
import type { RunSettings } from "./schema/settings.ts";
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

/** The experiment with every default resolved. */
type Resolved = ReturnType<ReturnType<typeof experimentSchemaOf>["parse"]>;

/** Characters of an arm's name; file systems allow 255 bytes, and the name is ASCII. */
const MAX_ARM_NAME = 240;

/** A check of one file: says where an error is. */
interface Source {
  readonly fail: (reason: string) => ExperimentError;
}

/** The `name` of a section that says which model or domain it is. */
function nameIn(section: unknown): unknown {
  return isObject(section) ? section["name"] : undefined;
}

/** Checks `value` and fills in defaults: those of every domain, then the domain's own, then what is written. */
function resolve(value: unknown, { fail }: Source): Resolved {
  if (!isObject(value)) throw fail("its default export is not an experiment: export what defineExperiment() returns");
  const isModelName = (name: string): name is ModelName => Object.hasOwn(MODELS, name);
  const model = nameIn(value["model"]);
  if (typeof model !== "string" || !isModelName(model)) {
    throw fail(`"model" is missing or unknown: use tinyQwen()`);
  }
  const domain = nameIn(value["domain"]);
  if (typeof domain !== "string" || !isDomainName(domain)) {
    throw fail(`"domain" is missing or unknown: use kuhn()`);
  }
  const schema = experimentSchemaOf(model, domain);
  const layered = merge(DOMAIN_SETTINGS[domain].defaults, value);
  const result = schema.safeParse(layered);
  if (!result.success) throw fail(explain(result.error, schema, layered, opponentsOf(domain)));
  return result.data;
}

function opponentsOf(domain: DomainName): readonly string[] {
  return DOMAIN_SETTINGS[domain].opponents;
}

function settingsOf({ model, domain, penalties, sft, sepo, evaluation }: Resolved): RunSettings {
  return { model, domain, penalties, sft, sepo, evaluation };
}

function pathOf(text: string, settings: RunSettings, what: string, { fail }: Source): SettingPath {
  const found = findSetting(text, settings);
  if ("unknown" in found) throw fail(`${what} "${text}" is no setting: ${found.unknown}`);
  return found.path;
}

function axesOf(experiment: Resolved, source: Source): Axis[] {
  const settings = settingsOf(experiment);
  const axes = Object.entries(experiment.ablations).map(([text, values]) => ({
    path: pathOf(text, settings, "ablation", source),
    values,
  }));
  const paths = axes.map(({ path }) => path.join("."));
  const twice = paths.find((path, at) => paths.indexOf(path) !== at);
  if (twice !== undefined) throw source.fail(`the ablations vary "${twice}" twice: keep one list`);
  return axes;
}

function overridden(value: unknown, experiment: Resolved, set: readonly Assignment[], source: Source): unknown {
  const varied = axesOf(experiment, source).map(({ path }) => path.join("."));
  return set.reduce((under, { path: text, value }) => {
    const path = pathOf(text, settingsOf(experiment), "--set", source);
    if (varied.includes(path.join("."))) {
      throw source.fail(`cannot set "${text}", since the ablations vary it: choose an arm with --arm`);
    }
    return merge(under, nested(path, value));
  }, value);
}

function settingsOfArm(value: unknown, arm: Arm, source: Source): RunSettings {
  const varied = arm.changes.reduce((under, { path, value }) => merge(under, nested(path, value)), value);
  return settingsOf(resolve(varied, { fail: (reason) => source.fail(`arm "${arm.name}": ${reason}`) }));
}

function selectArms(all: readonly Arm[], wanted: readonly string[], { fail }: Source): readonly Arm[] {
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
 * (model, domain, penalties, sft, sepo, evaluation) and not the seeds, the list of arms, the name or the description, so
 * adding a seed or an arm keeps earlier runs valid.
 *
 * @param experiment What the file exports; it may have been run without type checking, so nothing is assumed.
 * @throws {ExperimentError} If a key, a value, a path, an arm or a seed isn't valid.
 */
export function compile(experiment: unknown, options: CompileOptions): Plan {
  const source: Source = {
    fail: (reason) => new ExperimentError(`Cannot use experiment "${options.source}": ${reason}`),
  };
  const written = overridden(experiment, resolve(experiment, source), options.set ?? [], source);
  const resolved = resolve(written, source);
  const base = settingsOf(resolved);
  const seeds = options.seeds === undefined || options.seeds.length === 0
    ? resolved.seeds
    : [...new Set(options.seeds)];
  const selected = selectArms(arms(axesOf(resolved, source)), options.arms ?? [], source);
  return {
    schemaVersion: PLAN_VERSION,
    experiment: resolved.name,
    description: resolved.description,
    hash: contentHash(base),
    base,
    runs: selected.flatMap((arm) => {
      const settings = settingsOfArm(written, arm, source);
      return seeds.map((seed) => ({ arm: arm.name, seed, settings }));
    }),
  };
}

import { isObject } from "../lib/json/json.ts";
import { explain } from "../lib/text/explain.ts";
import { conflictIn } from "./conflict_in.ts";
import type { Fail } from "./experiment_error.ts";
import { merge } from "./merge.ts";
import type { WrittenExperiment } from "./read_experiment.ts";
import { defaultsOf, impliedBy } from "./schema/defaults.ts";
import { entryOf } from "./schema/domain.ts";
import { type ExperimentHead, experimentSchemaOf } from "./schema/experiment.ts";
import { type RunSettings, settingsSchema } from "./schema/settings.ts";
import { namesOf, type Subject } from "./schema/subject.ts";

/** An experiment with every default resolved. */
export interface ResolvedExperiment extends ExperimentHead {
  readonly settings: RunSettings;
}

/** Opponents of the domain whose options `path` leads to. */
function opponentsAt([section, name]: readonly PropertyKey[], subject: Subject): readonly string[] {
  const domain = namesOf(subject).find((each) => section === "domain" || (section === "domains" && name === each));
  return domain === undefined ? [] : entryOf(domain).opponents;
}

/**
 * Checks an experiment and fills in its defaults: those of every domain, then those of its domain or domains, then what is
 * written.
 *
 * @throws {ExperimentError} If a key or a value isn't valid, or settings contradict each other.
 */
export function resolve({ model, subject, sections }: WrittenExperiment, fail: Fail): ResolvedExperiment {
  const schema = experimentSchemaOf(model, subject, isObject(sections) ? sections["ablations"] : undefined);
  const layered = [...defaultsOf(subject), ...impliedBy(sections), sections].reduce(merge);
  const result = schema.safeParse(layered);
  if (!result.success) {
    throw fail(explain(result.error, schema, layered, (path) => opponentsAt(path, subject)));
  }
  const { name, description, ablations, seeds, ...rest } = result.data;
  const settings = settingsSchema.parse(rest);
  const conflict = conflictIn(settings);
  if (conflict !== undefined) throw fail(conflict);
  return { name, description, ablations, seeds, settings };
}

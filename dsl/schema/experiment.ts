import { z } from "zod";
import type { DomainName } from "../../lib/games/domains.ts";
import type { ModelName } from "./model.ts";
import { seed } from "./numbers.ts";
import { settingsSchemaOf } from "./settings.ts";
import type { SettingsInput } from "./settings.ts";
import type { AblationsInput } from "./ablations.ts";

/** An experiment's name, which is also its file's and its results folder's. */
export const nameSchema = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
  error: "must be lower-case words joined by hyphens, as kuhn-tiny",
});

/** Values by the path of a setting; each list has a value, and each value is an arm of its own. */
const ablationsSchema = z.record(z.string(), z.array(z.json()).min(1));

/** The schema of an experiment on one model and one domain. */
export function experimentSchemaOf(model: ModelName, domain: DomainName) {
  return z.strictObject({
    name: nameSchema,
    description: z.string().trim().min(1),
    ...settingsSchemaOf(model, domain).shape,
    ablations: ablationsSchema.default({}),
    seeds: z.array(seed).min(1).refine((seeds) => new Set(seeds).size === seeds.length, {
      error: "must name each seed once",
    }).default([42]),
  });
}

/** An experiment as a researcher writes it; see `defineExperiment`. */
export interface Experiment<Name extends DomainName = DomainName> extends SettingsInput<Name> {
  /** The file's name without its ending: lower-case words joined by hyphens. */
  readonly name: string;
  /** One line for the list of experiments. */
  readonly description: string;
  /** Settings to vary, each with its values: the arms are all their combinations. `credit` stands for `sepo.credit`. */
  readonly ablations?: AblationsInput<Name>;
  /** Seeds to run every arm with, each in [0, 2³²); by default 42. */
  readonly seeds?: readonly number[];
}

import { z } from "zod";
import type { ModelName } from "./model.ts";
import { seed } from "./numbers.ts";
import { settingsShapeOf } from "./settings.ts";
import type { Subject } from "./subject.ts";

/** An experiment's name, which is also its file's and its results folder's. */
export const nameSchema = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
  error: "must be lower-case words joined by hyphens, as kuhn-tiny",
});

/** Values by the path of a setting; each list has a value, and each combination is an arm of its own. */
const gridSchema = z.record(z.string(), z.array(z.json()).min(1));

/** One grid. */
const oneSchema = gridSchema.transform((grid) => [grid]);

/** Several, whose arms follow each other. */
const severalSchema = z.array(gridSchema).min(1);

/** The schema that `ablations` as written are meant for, so that an error is about them and not about the other form. */
function ablationsSchemaOf(written: unknown) {
  return (Array.isArray(written) ? severalSchema : oneSchema).default([{}]);
}

const headShape = {
  name: nameSchema,
  description: z.string().trim().min(1),
  seeds: z.array(seed).min(1).refine((seeds) => new Set(seeds).size === seeds.length, {
    error: "must name each seed once",
  }).default([42]),
};

/** What an experiment has besides its settings. */
export type ExperimentHead = z.output<z.ZodObject<typeof headShape>> & {
  readonly ablations: z.output<typeof severalSchema>;
};

/** The schema of an experiment about one model and one subject; domains that are trained jointly stand under their names. */
export function experimentSchemaOf(model: ModelName, subject: Subject, ablations: unknown) {
  return z.strictObject({
    ...headShape,
    ablations: ablationsSchemaOf(ablations),
    ...settingsShapeOf(model, subject),
  });
}

import { z } from "zod";
import { DOMAIN_NAMES, domainSchema, domainSchemaOf, penaltiesSchema, penaltiesSchemaOf } from "./domain.ts";
import { evaluationSchema } from "./evaluation.ts";
import { type ModelName, MODELS, modelSchema } from "./model.ts";
import { sepoSchema } from "./sepo.ts";
import { sftSchema } from "./sft.ts";
import { byName, type Subject } from "./subject.ts";

const singleSchema = z.strictObject({
  model: modelSchema,
  domain: domainSchema,
  /** λ of each penalty that the domain defines; no unit. */
  penalties: penaltiesSchema,
  sft: sftSchema,
  sepo: sepoSchema,
  evaluation: evaluationSchema.extend({ penalties: penaltiesSchema.exactOptional() }),
});

const byDomain = <Value extends z.ZodType>(value: Value) => z.partialRecord(z.enum(DOMAIN_NAMES), value);

const jointSchema = z.strictObject({
  model: modelSchema,
  /** At least two domains, each under its name. */
  domains: byDomain(domainSchema),
  /** λ of each penalty that each domain defines, under the domain's name; no unit. */
  penalties: byDomain(penaltiesSchema),
  sft: sftSchema,
  sepo: sepoSchema,
  evaluation: evaluationSchema.extend({ penalties: byDomain(penaltiesSchema).exactOptional() }),
});

/** Everything that decides what a run does, but for its seed; every default is resolved. */
export const settingsSchema = z.union([singleSchema, jointSchema]);

/**
 * A run's settings, every default resolved: on one `domain`, or on `domains` that are trained jointly. `domainsOf` reads
 * either.
 */
export type RunSettings = z.output<typeof settingsSchema>;

/** Names of the sections that settings may have. */
export const SECTIONS: readonly string[] = Object.keys({ ...singleSchema.shape, ...jointSchema.shape });

/** The sections as a researcher may write them about one model and one subject; domains stand under their names. */
export function settingsShapeOf(model: ModelName, subject: Subject): Readonly<Record<string, z.ZodType>> {
  const [domains, penalties] = "domain" in subject
    ? [{ domain: domainSchemaOf(subject.domain) }, penaltiesSchemaOf(subject.domain)]
    : [
      { domains: z.strictObject(byName(subject.domains, domainSchemaOf)) },
      z.strictObject(byName(subject.domains, (name) => penaltiesSchemaOf(name).optional())),
    ];
  return {
    model: MODELS[model],
    ...domains,
    penalties,
    sft: sftSchema,
    sepo: sepoSchema,
    evaluation: evaluationSchema.extend({ penalties: penalties.optional() }),
  };
}

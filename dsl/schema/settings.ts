import { z } from "zod";
import type { DomainName } from "../../lib/games/domains.ts";
import type { Penalty } from "../../lib/games/types.ts";
import { DOMAIN_SETTINGS, type DomainInput, domainSchema, type PenaltiesInput } from "./domain.ts";
import { evaluationSchema } from "./evaluation.ts";
import { type ModelName, MODELS, modelSchema } from "./model.ts";
import { nonNegative } from "./numbers.ts";
import { sepoSchema } from "./sepo.ts";
import { sftSchema } from "./sft.ts";

const penaltyNames = ["exploitability", "collusion", "externality"] as const satisfies readonly Penalty[];

/** Everything that decides what a run does, but for its seed; every default is resolved. */
export const settingsSchema = z.strictObject({
  model: modelSchema,
  domain: domainSchema,
  /** λ of each penalty that the domain defines. */
  penalties: z.partialRecord(z.enum(penaltyNames), nonNegative),
  sft: sftSchema,
  sepo: sepoSchema,
  evaluation: evaluationSchema,
});

/** A run's settings, every default resolved. */
export type RunSettings = z.output<typeof settingsSchema>;

/** The sections of the settings. */
export const SECTIONS = Object.keys(settingsSchema.shape) as readonly (keyof RunSettings)[];

/** {@linkcode settingsSchema} narrowed to one model and one domain, as a researcher may write it: with defaults. */
export function settingsSchemaOf(model: ModelName, domain: DomainName) {
  return z.strictObject({
    model: MODELS[model],
    domain: DOMAIN_SETTINGS[domain].schema,
    penalties: DOMAIN_SETTINGS[domain].penalties.prefault({}),
    sft: sftSchema.prefault({}),
    sepo: sepoSchema.prefault({}),
    evaluation: evaluationSchema.prefault({}),
  });
}

/** What a researcher may write in each section; all but model and domain may be left out. */
export interface SettingsInput<Name extends DomainName> {
  /** The language model: `tinyQwen()`. */
  readonly model: z.input<typeof modelSchema>;
  /** The game: `kuhn()`. */
  readonly domain: DomainInput<Name>;
  /** λ of each penalty that the domain defines; no unit. */
  readonly penalties?: PenaltiesInput<Name>;
  /** Supervised fine-tuning. */
  readonly sft?: z.input<typeof sftSchema>;
  /** Safe Equilibrium Policy Optimization. */
  readonly sepo?: z.input<typeof sepoSchema>;
  /** How checkpoints are measured. */
  readonly evaluation?: z.input<typeof evaluationSchema>;
}

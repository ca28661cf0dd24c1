import { z } from "zod";
import type { DomainName } from "../../lib/games/domains.ts";
import { SCRIPTED_OPPONENTS } from "../../lib/games/kuhn/opponents.ts";
import { kuhnOptions } from "../../lib/games/kuhn/options.ts";
import { nonNegative } from "./numbers.ts";
import type { sepoSchema } from "./sepo.ts";
import type { sftSchema } from "./sft.ts";

/** What an experiment needs to know about a domain before it is played. */
interface DomainSettings {
  /** The domain's own options, with its name. */
  readonly schema: z.ZodObject;
  /** λ of every penalty that the domain defines; none else can be written. */
  readonly penalties: z.ZodObject;
  /** Where the domain's defaults differ from those of every domain. */
  readonly defaults: { readonly sft?: z.input<typeof sftSchema>; readonly sepo?: z.input<typeof sepoSchema> };
  /** Opponents' names, to offer the nearest to a misspelt one. */
  readonly opponents: readonly string[];
}

/** What can be set about each domain, by its `name`. λ, learning rates and β are the paper's. */
export const DOMAIN_SETTINGS = {
  kuhn: {
    schema: z.strictObject({ name: z.literal("kuhn"), ...kuhnOptions.shape }),
    penalties: z.strictObject({
      /** λ of exploitability; no unit. */
      exploitability: nonNegative.default(1.5),
    }),
    defaults: { sepo: { learningRate: 3e-6, beta: 0.2 } },
    opponents: SCRIPTED_OPPONENTS,
  },
} as const satisfies Record<DomainName, DomainSettings>;

/** A domain of any kind. */
export const domainSchema = z.discriminatedUnion("name", [DOMAIN_SETTINGS.kuhn.schema]);

/** What a researcher may write about the domain `Name`. */
export type DomainInput<Name extends DomainName> = z.input<typeof DOMAIN_SETTINGS[Name]["schema"]> & {
  readonly name: Name;
};

/** λ by penalty, of the penalties that the domain `Name` defines. */
export type PenaltiesInput<Name extends DomainName> = z.input<typeof DOMAIN_SETTINGS[Name]["penalties"]>;

/** What can be said about domains, derived from the table of domains: a new domain needs no word here. */
import { z } from "zod";
import type { DomainEntry } from "../../lib/games/domain_entry.ts";
import { type DomainName, DOMAINS, isDomainName } from "../../lib/games/domains.ts";
import type { Penalty } from "../../lib/games/types.ts";
import { nonNegative } from "./numbers.ts";

/** Names of all domains. */
export const DOMAIN_NAMES: readonly DomainName[] = Object.keys(DOMAINS).filter(isDomainName);

/** Options of the domain `Name` as a researcher may write them; all have a default. */
export type OptionsInput<Name extends DomainName> = z.input<typeof DOMAINS[Name]["options"]>;

/** A domain as a researcher may write it; made by the domain's word, as `kuhn()`. */
export type DomainInput<Name extends DomainName> = OptionsInput<Name> & { readonly name: Name };

/** λ by penalty, of the penalties that the domain `Name` defines; no unit. */
export type PenaltiesInput<Name extends DomainName> = {
  readonly [P in keyof typeof DOMAINS[Name]["penalties"]]?: number;
};

/** A domain's entry as any domain's: what the table knows of its types is for the editor. */
export function entryOf(name: DomainName): DomainEntry {
  return DOMAINS[name];
}

/** The schema of one domain: its own options, with its name. */
export function domainSchemaOf(name: DomainName) {
  return entryOf(name).options.extend({ name: z.literal(name) });
}

/** The schema of one domain's λ: those of the penalties that it defines; no other can be written. */
export function penaltiesSchemaOf(name: DomainName) {
  const names = Object.keys(entryOf(name).penalties);
  return z.strictObject(Object.fromEntries(names.map((penalty) => [penalty, nonNegative.optional()])));
}

const penalties = ["exploitability", "collusion", "externality"] as const satisfies readonly Penalty[];

/** λ of each penalty that a domain defines, every default resolved; no unit. */
export const penaltiesSchema = z.partialRecord(z.enum(penalties), nonNegative);

/** A domain in a plan, every option resolved; which options there are is its own affair. */
export const domainSchema = z.object({ name: z.enum(DOMAIN_NAMES) }).catchall(z.json()).superRefine(
  (domain, context) => {
    const { error } = domainSchemaOf(domain.name).safeParse(domain);
    for (const issue of error?.issues ?? []) context.addIssue({ ...issue });
  },
);

/** A domain in a plan: its name and its options. */
export type DomainSettings = z.output<typeof domainSchema>;

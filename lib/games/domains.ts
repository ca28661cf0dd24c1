import type { z } from "zod";
import { kuhnDomain } from "./kuhn/domain.ts";
import { kuhnOptions } from "./kuhn/options.ts";
import type { Domain } from "./types.ts";

/** What a domain's folder gives to the rest of the system. */
export interface DomainEntry {
  /** What can be set about the domain. Types of the DSL are inferred from it. */
  readonly options: z.ZodType;
  /** Builds the domain; `options` are checked with the schema. */
  make(options?: unknown): Domain;
}

/** Every domain, by name. A new one is its folder and one line here. */
export const DOMAINS = {
  kuhn: { options: kuhnOptions, make: kuhnDomain },
} as const satisfies Record<string, DomainEntry>;

/** A domain's name. */
export type DomainName = keyof typeof DOMAINS;

/** Names of all domains. */
export const DOMAIN_NAMES = Object.keys(DOMAINS) as readonly DomainName[];

/** Whether there is a domain of that name. */
export function isDomainName(name: string): name is DomainName {
  return Object.hasOwn(DOMAINS, name);
}

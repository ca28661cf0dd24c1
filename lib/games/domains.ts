import type { DomainEntry } from "./domain_entry.ts";
import { kuhnEntry } from "./kuhn/entry.ts";

/** Every domain, by name. A new one is its folder and one line here. */
export const DOMAINS = {
  kuhn: kuhnEntry,
} as const satisfies Record<string, DomainEntry>;

/** A domain's name. */
export type DomainName = keyof typeof DOMAINS;

/** Whether there is a domain of that name. */
export function isDomainName(name: string): name is DomainName {
  return Object.hasOwn(DOMAINS, name);
}

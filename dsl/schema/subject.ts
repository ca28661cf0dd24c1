import type { DomainName } from "../../lib/games/domains.ts";

/** What an experiment trains on: one domain, or several jointly. */
export type Subject =
  | { readonly domain: DomainName }
  | { readonly domains: readonly DomainName[] };

/** The names of a subject's domains. */
export function namesOf(subject: Subject): readonly DomainName[] {
  return "domain" in subject ? [subject.domain] : subject.domains;
}

/** `make` of each of the names, under its name. */
export function byName<T>(names: readonly DomainName[], make: (name: DomainName) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}

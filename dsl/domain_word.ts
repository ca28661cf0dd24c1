import type { DomainName } from "../lib/games/domains.ts";
import type { DomainInput, OptionsInput } from "./schema/domain.ts";

/** The word of a domain: takes its options, all of which may be left out, and says which domain they are of. */
export function domainWord<Name extends DomainName>(name: Name): (options?: OptionsInput<Name>) => DomainInput<Name> {
  return (options) => Object.assign({ name }, options);
}

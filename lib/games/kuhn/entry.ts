import type { DomainEntry } from "../domain_entry.ts";
import { kuhnDomain } from "./domain.ts";
import { SCRIPTED_OPPONENTS } from "./opponents.ts";
import { kuhnOptions } from "./options.ts";

/** Kuhn poker, for the table of domains. It is zero-sum, so exploitability is the one penalty. */
export const kuhnEntry = {
  options: kuhnOptions,
  penalties: { exploitability: 1.5 },
  opponents: SCRIPTED_OPPONENTS,
  make: kuhnDomain,
} as const satisfies DomainEntry;

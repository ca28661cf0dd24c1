import type { DomainEntry } from "../domain_entry.ts";
import { negotiationGtDomain } from "./domain.ts";
import { SCRIPTED_OPPONENTS } from "./opponents.ts";
import { negotiationGtOptions } from "./options.ts";

/** The three-item negotiation, for the table of domains. */
export const negotiationGtEntry = {
  options: negotiationGtOptions,
  penalties: { exploitability: 3.0, collusion: 2.0, externality: 1.8 },
  evaluationPenalties: { collusion: 1 },
  opponents: SCRIPTED_OPPONENTS,
  make: negotiationGtDomain,
} as const satisfies DomainEntry;

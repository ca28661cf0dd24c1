import type { DomainEntry } from "../domain_entry.ts";
import { negotiationDomain } from "./domain.ts";
import { SCRIPTED_OPPONENTS } from "./opponents.ts";
import { negotiationOptions } from "./options.ts";

/** Negotiation over a pie, for the table of domains. */
export const negotiationEntry = {
  options: negotiationOptions,
  penalties: { exploitability: 3, collusion: 2, externality: 1.8 },
  evaluationPenalties: { collusion: 1 },
  opponents: SCRIPTED_OPPONENTS,
  make: negotiationDomain,
} as const satisfies DomainEntry;

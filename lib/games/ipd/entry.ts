import type { DomainEntry } from "../domain_entry.ts";
import { ipdDomain } from "./domain.ts";
import { mixed, SCRIPTED_OPPONENTS } from "./opponents.ts";
import { ipdOptions } from "./options.ts";

/** The iterated prisoner's dilemma, for the table of domains. The penalties are SEPO's (arXiv 2605.30854). */
export const ipdEntry = {
  options: ipdOptions,
  penalties: { exploitability: 2.4, collusion: 1.0, externality: 1.8 },
  opponents: [...SCRIPTED_OPPONENTS, mixed(0.5)],
  make: ipdDomain,
} as const satisfies DomainEntry;

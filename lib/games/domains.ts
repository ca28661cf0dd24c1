import { auctionEntry } from "./auction/entry.ts";
import type { DomainEntry } from "./domain_entry.ts";
import { ipdEntry } from "./ipd/entry.ts";
import { kuhnEntry } from "./kuhn/entry.ts";
import { negotiationEntry } from "./negotiation/entry.ts";
import { negotiationGtEntry } from "./negotiation_gt/entry.ts";

/**
 * Every domain, by name. A new one is its folder and one line here: experiments name it, as `domain: { name: "kuhn" }` or,
 * for looks, by a word of its own as `kuhn()`.
 */
export const DOMAINS = {
  ipd: ipdEntry,
  auction: auctionEntry,
  negotiation: negotiationEntry,
  "negotiation-gt": negotiationGtEntry,
  kuhn: kuhnEntry,
} as const satisfies Record<string, DomainEntry>;

/** A domain's name. */
export type DomainName = keyof typeof DOMAINS;

/** Whether there is a domain of that name. */
export function isDomainName(name: string): name is DomainName {
  return Object.hasOwn(DOMAINS, name);
}

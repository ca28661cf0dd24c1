import type { DomainEntry } from "../domain_entry.ts";
import { auctionDomain } from "./domain.ts";
import { AUCTION_OPPONENTS } from "./opponents.ts";
import { auctionOptions } from "./options.ts";

/** The repeated first-price auction, for the table of domains. */
export const auctionEntry = {
  options: auctionOptions,
  penalties: { exploitability: 1.2, collusion: 1, externality: 1.8 },
  opponents: AUCTION_OPPONENTS,
  make: auctionDomain,
} as const satisfies DomainEntry;

import { meanOther } from "./bidder.ts";
import type { AuctionOpponent } from "./opponents.ts";
import { type Bid, BIDS } from "./rules.ts";
import type { Seen } from "./seen.ts";

/** A rule-based player whose decisions become SFT data. */
export interface AuctionDemonstrator {
  readonly name: string;
  /** Share of the episodes that it plays. */
  readonly weight: number;
  /** Its bid; `coin` is a uniform in [0, 1). */
  bid(seen: Seen, coin: number): Bid;
}

/** From this mean bid on, in points, the opponent counts as one who bids high. */
const HIGH_MEAN = 2.5;

/** Whether the opponent's mean bid so far is high; undefined in the first round. */
export function bidsHigh(seen: Seen): boolean | undefined {
  const mean = meanOther(seen);
  return mean === undefined ? undefined : mean >= HIGH_MEAN;
}

/** The demonstrators and their shares in the paper's data set. */
export const DEMONSTRATORS: readonly AuctionDemonstrator[] = [
  { name: "value-bid", weight: 0.44, bid: ({ value }) => value === 2 ? 1 : 2 },
  { name: "aggressive-value", weight: 0.28, bid: ({ value }) => value === 2 ? 1 : 3 },
  { name: "adaptive", weight: 0.20, bid: (seen) => seen.value === 2 ? 1 : bidsHigh(seen) ? 3 : 2 },
  { name: "random", weight: 0.08, bid: (_, coin) => BIDS[Math.floor(coin * BIDS.length)]! },
];

/** Whom demonstrators play, equally often. */
export const DEMONSTRATION_OPPONENTS = [
  "aggressive",
  "truthful",
  "conservative",
] as const satisfies readonly AuctionOpponent[];

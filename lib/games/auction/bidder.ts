import type { Bid } from "./rules.ts";
import type { Seen } from "./seen.ts";

/** A scripted player: its bid is a function of what its seat knows, and of the number of rounds in the episode. */
export type Bidder = (seen: Seen, rounds: number) => Bid;

/** The other player's last bid; undefined in the first round. */
export function lastOther({ past }: Seen): Bid | undefined {
  return past.at(-1)?.other;
}

/** The other player's mean bid so far, in points; undefined in the first round. */
export function meanOther({ past }: Seen): number | undefined {
  return past.length === 0 ? undefined : past.reduce((sum, { other }) => sum + other, 0) / past.length;
}

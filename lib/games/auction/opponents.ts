import { namesOf } from "../names_of.ts";
import { type Bidder, lastOther } from "./bidder.ts";
import { raised } from "./rules.ts";

/** Scripted opponents. SEPO (arXiv 2605.30854) and its supplement. None of them draws a coin. */
const BIDDERS = {
  /** Half its value: LOW for 2, MEDIUM for 4. */
  truthful: ({ value }) => value === 2 ? 1 : 2,
  /** LOW. */
  conservative: () => 1,
  /**
   * One below its value, the least shading there is: LOW for 2, HIGH for 4. The text says below its value, not by how
   * much.
   */
  shaded: ({ value }) => value === 2 ? 1 : 3,
  /** One above the agent's last bid, HIGH at most; first MEDIUM. */
  adaptive: (seen) => raised(lastOther(seen) ?? 1),
  /** HIGH. */
  aggressive: () => 3,
  /** LOW, as a partner in keeping prices down. */
  "collusive-low": () => 1,
} as const satisfies Record<string, Bidder>;

/** An opponent's name. */
export type AuctionOpponent = keyof typeof BIDDERS;

/** The opponents' names. */
export const AUCTION_OPPONENTS = namesOf(BIDDERS);

/** The opponents' names for an error message. */
export const OPPONENTS_IN_WORDS = `${AUCTION_OPPONENTS.slice(0, -1).join(", ")} or ${AUCTION_OPPONENTS.at(-1)}`;

/** Whether `name` is an opponent of the auction; held-out ones are not. */
export function isAuctionOpponent(name: unknown): name is AuctionOpponent {
  return typeof name === "string" && Object.hasOwn(BIDDERS, name);
}

/** How an opponent bids. */
export function opponentBidder(opponent: AuctionOpponent): Bidder {
  return BIDDERS[opponent];
}

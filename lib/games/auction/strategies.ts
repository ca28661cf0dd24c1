import type { Bidder } from "./bidder.ts";
import { type AuctionHeldOut, heldOutBidder, isAuctionHeldOut } from "./held_out.ts";
import { type AuctionOpponent, isAuctionOpponent, opponentBidder, OPPONENTS_IN_WORDS } from "./opponents.ts";
import { isPlanName, planBidder, type PlanName } from "./plan.ts";

/** Everything that plays by itself: the opponents of all pools, and the best responses. */
export type AuctionStrategy = AuctionOpponent | AuctionHeldOut | PlanName;

/**
 * How a strategy bids.
 *
 * @param rounds Rounds in an episode.
 * @throws {RangeError} If there is no such strategy, or it is a plan for another number of rounds.
 */
export function strategyBidder(name: AuctionStrategy, rounds: number): Bidder {
  if (isPlanName(name)) return planBidder(name, rounds);
  if (isAuctionHeldOut(name)) return heldOutBidder(name);
  if (isAuctionOpponent(name)) return opponentBidder(name);
  throw new RangeError(`Unknown auction opponent "${name}": use ${OPPONENTS_IN_WORDS}`);
}

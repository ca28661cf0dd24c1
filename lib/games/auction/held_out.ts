import { namesOf } from "../names_of.ts";
import { type Bidder, lastOther } from "./bidder.ts";
import { type Bid, BIDS, lowered, outcomeOf, payoff, raised, type Value } from "./rules.ts";
import type { PastRound } from "./seen.ts";

/**
 * The bid with the largest expected payoff at `value` against the other's bids so far, with one of each kind before
 * them so that none is ruled out unseen; the lowest of the best. Sums are compared, not means, so the comparison is
 * exact. A bid above the value is never the best, so it doesn't matter whether losses are clipped.
 */
function bestAgainst(value: Value, past: readonly PastRound[]): Bid {
  const counts: Record<Bid, number> = { 1: 1, 2: 1, 3: 1 };
  for (const { other } of past) counts[other]++;
  const gain = (bid: Bid) =>
    BIDS.reduce((sum, other) => sum + counts[other] * payoff(value, bid, outcomeOf(bid, other), "kept"), 0);
  return BIDS.reduce<Bid>((best, bid) => gain(bid) > gain(best) ? bid : best, 1);
}

/** The rounds at the end in which the sniper strikes: a third of the episode, rounded up. */
const strikes = (rounds: number) => Math.ceil(rounds / 3);

/**
 * Strategies that no training pool may hold: they show what the agent meets in evaluation alone. Where the source speaks of
 * people or of other auctions, the rule is ours, in its manner.
 */
const BIDDERS = {
  /**
   * Fictitious play: the best bid against the agent's empirical bids so far, with one bid of each kind as the prior.
   * G. W. Brown, "Iterative solution of games by fictitious play" (1951).
   */
  "best-responder": ({ value, past }) => bestAgainst(value, past),
  /**
   * Bids LOW until the last third of the rounds, as if it weren't interested; there it bids one above the agent's last
   * bid (LOW if there is none) as far as a win still pays, that is, up to its value − 1. Ours, in the manner of late
   * bidding in auctions on the internet: A. E. Roth and A. Ockenfels, "Last-minute bidding and the rules for ending
   * second-price auctions", American Economic Review 92 (2002) 1093–1103.
   */
  sniper: (seen, rounds) =>
    seen.value === 2 || seen.past.length < rounds - strikes(rounds) ? 1 : raised(lastOther(seen) ?? 1),
  /**
   * MEDIUM for 2, HIGH for 4: of the one-shot game's three symmetric Bayes–Nash equilibria in pure strategies the one
   * with the highest bids (our calculation, by enumeration). Who values 2 wins at no gain, which keeps the price up for
   * the other. In only one of the three each bid is below the value: the truthful opponent's, which training knows.
   */
  "high-equilibrium": ({ value }) => value === 2 ? 2 : 3,
  /**
   * First MEDIUM; then one lower after a win, which could have been cheaper, and one higher after any other round. Ours,
   * in the manner of learning direction theory, by which people rather lower a bid that won, and rather raise one that
   * lost to a price below their value: R. Selten and J. Buchta, "Experimental sealed bid first price auctions with
   * directly observed bid functions" (1999).
   */
  "direction-learner": ({ past }) => {
    const last = past.at(-1);
    if (last === undefined) return 2;
    return last.own > last.other ? lowered(last.own) : raised(last.own);
  },
  /**
   * A cartel that punishes: LOW as long as the agent has never bid above LOW, then HIGH to the end. The grim trigger of
   * J. W. Friedman, "A non-cooperative equilibrium for supergames" (1971), on prices.
   */
  "grim-low": ({ past }) => past.some(({ other }) => other > 1) ? 3 : 1,
} as const satisfies Record<string, Bidder>;

/** A held-out opponent's name. */
export type AuctionHeldOut = keyof typeof BIDDERS;

/** The held-out opponents' names. */
export const AUCTION_HELD_OUT = namesOf(BIDDERS);

/** Whether `name` is a held-out opponent of the auction. */
export function isAuctionHeldOut(name: unknown): name is AuctionHeldOut {
  return typeof name === "string" && Object.hasOwn(BIDDERS, name);
}

/** How a held-out opponent bids. */
export function heldOutBidder(name: AuctionHeldOut): Bidder {
  return BIDDERS[name];
}

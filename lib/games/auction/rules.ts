/**
 * The rules of the repeated sealed-bid first-price auction: two bidders, independent private values, one object a
 * round. Payoffs are points. The auction is that of W. Vickrey, "Counterspeculation, auctions, and competitive sealed
 * tenders", Journal of Finance 16 (1961) 8–37; values, bids and what a tie pays are SEPO's (arXiv 2605.30854).
 */

/**
 * What the object is worth to a player in a round, in points. Either is as likely, anew for each player in each round.
 */
export type Value = 2 | 4;

/** A bid, in points. */
export type Bid = 1 | 2 | 3;

/** A bid in the words that prompts and replies use. */
export type AuctionAction = "LOW" | "MEDIUM" | "HIGH";

/** How a round ended for a player. A tie that a coin decides is won or lost. */
export type Outcome = "won" | "lost" | "tied";

/** The most rounds in an episode: prompts list every round before, so they grow with it. */
export const MAX_ROUNDS = 50;

/** What can be set about the rules. */
export interface AuctionRules {
  /** Rounds in an episode, at most {@linkcode MAX_ROUNDS}. */
  readonly rounds: number;
  /** Whether equal bids pay each player half of what a win pays, or a coin gives one of them the object. */
  readonly ties: "split" | "coin";
  /** Whether a win above the own value costs points, or pays 0. */
  readonly losses: "kept" | "clipped";
}

/** The values, from low to high. */
export const VALUES = [2, 4] as const satisfies readonly Value[];

/** The bids, from low to high, which is how ties between equally good bids are broken. */
export const BIDS = [1, 2, 3] as const satisfies readonly Bid[];

/** The bids' words, from low to high: what is legal in every round. */
export const ACTIONS = ["LOW", "MEDIUM", "HIGH"] as const satisfies readonly AuctionAction[];

/** The word of each bid. */
export const ACTION_OF = { 1: "LOW", 2: "MEDIUM", 3: "HIGH" } as const satisfies Record<Bid, AuctionAction>;

const BID_OF: ReadonlyMap<string, Bid> = new Map(BIDS.map((bid) => [ACTION_OF[bid], bid]));

/**
 * The bid that an action's word means.
 *
 * @throws {RangeError} If it is none.
 */
export function bidOf(action: string): Bid {
  const bid = BID_OF.get(action);
  if (bid === undefined) throw new RangeError(`Illegal auction action "${action}": use ${ACTIONS.join(", ")}`);
  return bid;
}

/** The next higher bid; the highest stays. */
export function raised(bid: Bid): Bid {
  return bid === 1 ? 2 : 3;
}

/** The next lower bid; the lowest stays. */
export function lowered(bid: Bid): Bid {
  return bid === 3 ? 2 : 1;
}

/** The value that a uniform `coin` in [0, 1) draws. */
export function drawValue(coin: number): Value {
  return coin < 0.5 ? 2 : 4;
}

/** How bidding `own` against `other` ends, but for a coin that decides a tie. */
export function outcomeOf(own: Bid, other: Bid): Outcome {
  return own > other ? "won" : own < other ? "lost" : "tied";
}

/** What the other player sees where one sees `key`. */
export const OPPOSITE = { won: "lost", lost: "won", tied: "tied" } as const satisfies Record<Outcome, Outcome>;

/** The share of a win's payoff. */
const SHARE = { won: 1, lost: 0, tied: 0.5 } as const satisfies Record<Outcome, number>;

/**
 * Points of a player who values the object at `value`, bid `bid` and ended with `outcome`: value − bid for a win, half
 * of it for a tie, 0 for a loss. A tie's half is also what a coin pays on average.
 */
export function payoff(value: Value, bid: Bid, outcome: Outcome, losses: AuctionRules["losses"]): number {
  if (outcome === "lost") return 0;
  const gain = losses === "clipped" ? Math.max(0, value - bid) : value - bid;
  return SHARE[outcome] * gain;
}

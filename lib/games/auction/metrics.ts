import type { Bid, Value } from "./rules.ts";

/**
 * c of a round: 1 if the agent bid LOW, else 0. The objective takes it against the collusive pool. SEPO (arXiv
 * 2605.30854).
 */
export function collusionOf(bid: Bid): 0 | 1 {
  return bid === 1 ? 1 : 0;
}

/**
 * x of a round, a wasted win: 1 if the agent's bid ties or wins and it gains nothing, its bid being no less than its
 * value; else 0. SEPO (arXiv 2605.30854).
 *
 * It looks at bids and value alone: a tie counts as whole a waste as a win, whether it is split or which way the coin
 * falls, and a loss that is clipped to 0 is a waste as well.
 */
export function externalityOf(value: Value, bid: Bid, other: Bid): 0 | 1 {
  return bid >= other && bid >= value ? 1 : 0;
}

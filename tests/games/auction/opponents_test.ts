import { assert, assertEquals, assertFalse } from "@std/assert";
import {
  AUCTION_HELD_OUT,
  AUCTION_OPPONENTS,
  type Bid,
  type Bidder,
  BIDS,
  isAuctionOpponent,
  opponentBidder,
  outcomeOf,
  type Seen,
  VALUES,
} from "../../../lib/games/auction/mod.ts";
import { OPPONENTS } from "./enumerate.ts";

/** What a player with `value` sees after those bids. */
function seenAfter(value: 2 | 4, own: readonly Bid[], other: readonly Bid[]): Seen {
  const past = own.map((bid, i) => ({ own: bid, other: other[i]!, outcome: outcomeOf(bid, other[i]!) }));
  return { value, score: 0, past };
}

const after = (bidder: Bidder, value: 2 | 4, other: readonly Bid[]) =>
  bidder(seenAfter(value, other.map(() => 1), other), 6);

Deno.test("opponentBidder() bids by value what the paper says", () => {
  const byValue = {
    truthful: [1, 2],
    conservative: [1, 1],
    shaded: [1, 3],
    aggressive: [3, 3],
    "collusive-low": [1, 1],
  };
  for (const [name, bids] of Object.entries(byValue)) {
    assert(isAuctionOpponent(name));
    for (const history of [[], [1], [3, 1], [2, 2, 3]] as const) {
      assertEquals(VALUES.map((value) => after(opponentBidder(name), value, history)), bids, name);
    }
  }
});

Deno.test("opponentBidder() of adaptive is one above the last bid, 3 at most, and 2 at first", () => {
  const bidder = opponentBidder("adaptive");
  for (const value of VALUES) {
    assertEquals(after(bidder, value, []), 2);
    for (const last of BIDS) assertEquals(after(bidder, value, [3, 1, last]), Math.min(3, last + 1));
  }
});

Deno.test("isAuctionOpponent() takes the opponents' names and nothing else", () => {
  assertEquals([...AUCTION_OPPONENTS].sort(), Object.keys(OPPONENTS).sort());
  for (const name of AUCTION_OPPONENTS) assert(isAuctionOpponent(name));
  for (const wrong of [...AUCTION_HELD_OUT, "", "Truthful", "toString", "asked", "policy(11)", 3, undefined]) {
    assertFalse(isAuctionOpponent(wrong), String(wrong));
  }
});

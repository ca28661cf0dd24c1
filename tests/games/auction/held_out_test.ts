import { assert, assertEquals, assertFalse } from "@std/assert";
import {
  AUCTION_HELD_OUT,
  AUCTION_OPPONENTS,
  type Bid,
  BIDS,
  heldOutBidder,
  isAuctionHeldOut,
  opponentBidder,
  outcomeOf,
  type Seen,
} from "../../../lib/games/auction/mod.ts";
import { HELD_OUT, sequences } from "./enumerate.ts";

function seen(value: 2 | 4, other: readonly Bid[], own: readonly Bid[] = other.map(() => 1)): Seen {
  return {
    value,
    score: 0,
    past: other.map((bid, i) => ({ own: own[i]!, other: bid, outcome: outcomeOf(own[i]!, bid) })),
  };
}

Deno.test("heldOutBidder() of best-responder bids what pays most against the bids so far and one of each kind", () => {
  const bid = (value: 2 | 4, other: readonly Bid[]) => heldOutBidder("best-responder")(seen(value, other), 6);
  // Value 4: bids 1, 2, 3 gain 3, 2, 1 a win and half a tie. By counts of 1, 2, 3:
  assertEquals(bid(4, []), 2); // 1 1 1: 1.5, 3, 2.5
  assertEquals(bid(4, [3]), 2); // 1 1 2: 1.5, 3, 3: the lowest of the best
  assertEquals(bid(4, [3, 3]), 3); // 1 1 3: 1.5, 3, 3.5
  assertEquals(bid(4, [2, 2, 3, 3]), 3); // 1 3 3: 1.5, 5, 5.5
  assertEquals(bid(4, [1, 1, 1, 1, 1]), 2); // 6 1 1: 9, 13, 7.5
  assertEquals(bid(4, [3, 3, 1, 1, 1]), 2); // 4 1 3: 6, 9, 6.5
  // Value 2: only LOW can gain.
  for (const other of [[], [3, 3, 3, 3, 3], [1, 1], [2, 3, 2]] as const) assertEquals(bid(2, other), 1);
});

Deno.test("heldOutBidder() of sniper bids LOW, and in the last third one above the agent, below its value", () => {
  const sniper = heldOutBidder("sniper");
  for (const rounds of [1, 2, 3, 6, 7]) {
    const strikes = { 1: 1, 2: 1, 3: 1, 6: 2, 7: 3 }[rounds]!;
    for (let round = 0; round < rounds; round++) {
      for (const last of [1, 2, 3] as const) {
        const other = Array.from({ length: round }, () => last);
        assertEquals(sniper(seen(2, other), rounds), 1);
        const struck = round === 0 ? 2 : Math.min(3, last + 1);
        assertEquals(sniper(seen(4, other), rounds), round < rounds - strikes ? 1 : struck);
      }
    }
  }
});

Deno.test("heldOutBidder() of direction-learner goes down after a win and up after any other round", () => {
  const bidder = heldOutBidder("direction-learner");
  assertEquals(bidder(seen(2, []), 6), 2);
  const next = [[2, 2, 2], [1, 3, 3], [2, 2, 3]]; // by own last bid, against 1, 2, 3
  for (const own of [1, 2, 3] as const) {
    for (const other of [1, 2, 3] as const) {
      for (const value of [2, 4] as const) {
        assertEquals(bidder(seen(value, [3, other], [2, own]), 6), next[own - 1]![other - 1]);
      }
    }
  }
});

Deno.test("heldOutBidder() of grim-low bids LOW until the agent has bid higher, and HIGH ever after", () => {
  const bidder = heldOutBidder("grim-low");
  for (const kept of [[], [1], [1, 1, 1, 1, 1]] as const) assertEquals(bidder(seen(4, kept), 6), 1);
  for (const broken of [[2], [3, 1, 1, 1], [1, 1, 2]] as const) assertEquals(bidder(seen(2, broken), 6), 3);
});

/** Expected payoff of bidding `bid` at `value` against a bidder of either value who bids `two` or `four`. */
function gain(value: number, bid: number, two: number, four: number): number {
  const share = (other: number) => bid > other ? 1 : bid === other ? 1 / 2 : 0;
  return (value - bid) * (share(two) + share(four)) / 2;
}

Deno.test("heldOutBidder() of high-equilibrium plays the highest symmetric pure equilibrium of one round", () => {
  const best = (value: number, bid: number, two: number, four: number) =>
    [1, 2, 3].every((other) => gain(value, other, two, four) <= gain(value, bid, two, four));
  const pairs = [1, 2, 3].flatMap((two) => [1, 2, 3].map((four): [number, number] => [two, four]));
  const equilibria = pairs.filter(([two, four]) => best(2, two, two, four) && best(4, four, two, four));
  assertEquals(equilibria, [[1, 2], [2, 2], [2, 3]]);
  // Only the first has each bid below the value, and it is the truthful opponent, which is no stranger in training.
  assertEquals(equilibria.filter(([two, four]) => two < 2 && four < 4), [[1, 2]]);
  assertEquals([heldOutBidder("high-equilibrium")(seen(2, []), 6), heldOutBidder("high-equilibrium")(seen(4, []), 6)], [
    2,
    3,
  ]);
});

Deno.test("AUCTION_HELD_OUT are at least four, and each bids unlike every opponent of the other pools", () => {
  assertEquals([...AUCTION_HELD_OUT].sort(), Object.keys(HELD_OUT).sort());
  assert(AUCTION_HELD_OUT.length >= 4);
  const situations = sequences(5).flatMap((sequence, i) =>
    ([2, 4] as const).flatMap((value) =>
      [0, 2, 3, 5].map((length) => {
        const bids = (shift: number) => sequence.slice(0, length).map((_, t): Bid => BIDS[(i >> (2 * t + shift)) % 3]!);
        return seen(value, bids(0), bids(1));
      })
    )
  );
  for (const name of AUCTION_HELD_OUT) {
    for (const other of AUCTION_OPPONENTS) {
      const [held, trained] = [heldOutBidder(name), opponentBidder(other)];
      assert(situations.some((situation) => held(situation, 6) !== trained(situation, 6)), `${name} ${other}`);
    }
  }
});

Deno.test("isAuctionHeldOut() takes the held-out names and nothing else", () => {
  for (const name of AUCTION_HELD_OUT) assert(isAuctionHeldOut(name));
  for (const wrong of [...AUCTION_OPPONENTS, "", "Sniper", "toString", "asked", 3]) {
    assertFalse(isAuctionHeldOut(wrong));
  }
});

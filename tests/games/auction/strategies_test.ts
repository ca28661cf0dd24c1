import { assertEquals, assertThrows } from "@std/assert";
import {
  AUCTION_HELD_OUT,
  AUCTION_OPPONENTS,
  type AuctionStrategy,
  heldOutBidder,
  opponentBidder,
  strategyBidder,
} from "../../../lib/games/auction/mod.ts";

Deno.test("strategyBidder() knows opponents, held-out opponents and plans by name", () => {
  for (const name of AUCTION_OPPONENTS) assertEquals(strategyBidder(name, 6), opponentBidder(name));
  for (const name of AUCTION_HELD_OUT) assertEquals(strategyBidder(name, 6), heldOutBidder(name));
  const plan = strategyBidder("policy(13)", 1);
  assertEquals([2, 4].map((value) => plan({ value: value === 2 ? 2 : 4, score: 0, past: [] }, 1)), [1, 3]);
});

Deno.test("strategyBidder() rejects other names and plans of other lengths", () => {
  assertThrows(() => strategyBidder("policy(13)", 2), RangeError, "in an auction of 2 rounds");
  const broken: AuctionStrategy = "policy(4)";
  assertThrows(() => strategyBidder(broken, 1), RangeError, 'Unknown auction opponent "policy(4)": use truthful,');
});

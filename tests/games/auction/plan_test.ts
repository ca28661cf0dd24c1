import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import {
  AUCTION_HELD_OUT,
  AUCTION_OPPONENTS,
  type Bid,
  BIDS,
  isPlanName,
  MAX_ROUNDS,
  type Plan,
  planBidder,
  type PlanName,
  planName,
  STATES,
  statesIn,
  type Value,
} from "../../../lib/games/auction/mod.ts";

/** Some plan: bids that differ from place to place. */
const somePlan = (rounds: number): Plan =>
  Array.from({ length: rounds }, (_, round) =>
    statesIn(round).map((state): Record<Value, Bid> => ({
      2: BIDS[(7 * round + state) % 3]!,
      4: BIDS[(round + 5 * state + 1) % 3]!,
    })));

Deno.test("planName() writes two digits a state and a dot between rounds", () => {
  const plan: Plan = [[{ 2: 1, 4: 3 }], statesIn(1).map((state) => ({ 2: 1, 4: BIDS[state % 3]! }))];
  assertEquals(planName(plan), "policy(13.121311121311121311)");
});

Deno.test("planBidder() bids as the plan does in each round, state and value", () => {
  for (const rounds of [1, 2, 6, MAX_ROUNDS]) {
    const plan = somePlan(rounds), name = planName(plan), bidder = planBidder(name, rounds);
    assert(isPlanName(name));
    assertEquals(name.length, "policy()".length + 19 * rounds - 17);
    plan.forEach((bids, round) => {
      statesIn(round).forEach((state, i) => {
        const last = STATES[state];
        for (const value of [2, 4] as const) {
          // The opponent's own bid comes first in what it sees.
          const past = Array.from({ length: round }, () => ({
            own: last!.opponent,
            other: last!.agent,
            outcome: "tied",
          } as const));
          assertEquals(bidder({ value, score: 0, past }, rounds), bids[i]![value]);
        }
      });
    });
  }
});

Deno.test("isPlanName() takes whole plans alone", () => {
  const wrong = ["policy()", "policy(1)", "policy(14)", "policy(12.12)", "policy(12.)", "policy(12", "Policy(12)"];
  const long = planName(somePlan(MAX_ROUNDS)).replace(")", ".121212121212121212)");
  for (
    const name of [
      ...wrong,
      " policy(12)",
      "policy(12) ",
      "policy(12)\n",
      long,
      ...AUCTION_OPPONENTS,
      ...AUCTION_HELD_OUT,
      12,
    ]
  ) {
    assertFalse(isPlanName(name), String(name));
  }
});

Deno.test("planBidder() rejects a plan of another number of rounds", () => {
  const name = planName(somePlan(2));
  for (const rounds of [1, 3, 6]) {
    assertThrows(() => planBidder(name, rounds), RangeError, `in an auction of ${rounds} rounds`);
  }
  const broken: PlanName = "policy(12.34)";
  assertThrows(() => planBidder(broken, 2), RangeError, 'Cannot play "policy(12.34)"');
});

import { assertEquals } from "@std/assert";
import { type Bid, bidsHigh, DEMONSTRATORS, type Seen } from "../../../lib/games/auction/mod.ts";

const seen = (value: 2 | 4, others: readonly Bid[]): Seen => ({
  value,
  score: 0,
  past: others.map((other) => ({ own: 1, other, outcome: "lost" })),
});

Deno.test("DEMONSTRATORS have the paper's weights", () => {
  assertEquals(Object.fromEntries(DEMONSTRATORS.map(({ name, weight }) => [name, weight])), {
    "value-bid": 0.44,
    "aggressive-value": 0.28,
    adaptive: 0.2,
    random: 0.08,
  });
});

Deno.test("DEMONSTRATORS bid as the paper says", () => {
  const bid = (name: string, value: 2 | 4, others: readonly Bid[], coin = 0) =>
    DEMONSTRATORS.find((demonstrator) => demonstrator.name === name)!.bid(seen(value, others), coin);
  for (const others of [[], [3], [1, 1], [3, 3, 3, 2]] as const) {
    assertEquals([bid("value-bid", 2, others), bid("value-bid", 4, others)], [1, 2]);
    assertEquals([bid("aggressive-value", 2, others), bid("aggressive-value", 4, others)], [1, 3]);
    assertEquals(bid("adaptive", 2, others), 1);
    assertEquals([0, 0.3, 0.34, 0.6, 0.67, 1 - 2 ** -24].map((coin) => bid("random", 4, others, coin)), [
      1,
      1,
      2,
      2,
      3,
      3,
    ]);
  }
  // A mean of 2½ is enough; without a bid to go by there is none.
  const cases: readonly [others: readonly Bid[], bid: Bid][] = [
    [[], 2],
    [[3], 3],
    [[3, 2], 3],
    [[3, 2, 2], 2],
    [[3, 3, 3, 1], 3],
    [[3, 3, 1], 2],
  ];
  for (const [others, due] of cases) assertEquals(bid("adaptive", 4, others), due, others.join(" "));
});

Deno.test("bidsHigh() is undefined without a bid, and true from a mean of 2.5 on", () => {
  assertEquals([[], [2], [2, 3], [3], [1, 3, 3]].map((others) => bidsHigh(seen(2, others as Bid[]))), [
    undefined,
    false,
    true,
    true,
    false,
  ]);
});

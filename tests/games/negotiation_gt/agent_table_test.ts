import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  behaviourOf,
  CELL_POOLS,
  cellIndex,
  PAIR_POOLS,
  pairCounts,
  pairIndex,
  tableOf,
} from "../../../lib/games/negotiation_gt/mod.ts";

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

Deno.test("pairIndex() and cellIndex() number 14 pairs and 32 cells without a gap", () => {
  const pairs = range(1, 4).flatMap((pool) => range(0, pool).map((asked) => ({ pool, asked })));
  assertEquals(pairs.map(({ pool, asked }) => pairIndex(pool, asked)), range(0, 13));
  assertEquals(pairs.map(({ pool }) => pool), [...PAIR_POOLS]);
  const cells = [
    ...range(1, 4).map((pool) => ({ before: "first" as const, pool, last: 0 })),
    ...(["deal", "breakdown"] as const).flatMap((before) =>
      pairs.map(({ pool, asked }) => ({ before, pool, last: asked }))
    ),
  ];
  assertEquals(cells.map(({ before, pool, last }) => cellIndex(before, pool, last)), range(0, 31));
  assertEquals(cells.map(({ pool }) => pool), [...CELL_POOLS]);
});

Deno.test("tableOf() counts each item by how many there are, what was asked of it last, and how the round went", () => {
  const table = tableOf([
    { infoset: "324 532", action: "[2, 1, 0]" },
    { infoset: "324 532 210/122", action: "[2, 0, 1]" }, // [3, 3, 2] beside [3, 2, 4]: a breakdown
    { infoset: "324 532 210/122 201/123", action: "[2, 0, 1]" }, // [3, 2, 4]: a deal
    { infoset: "111 118", action: "[0, 0, 1]" },
  ]);
  const at = (before: "first" | "deal" | "breakdown", pool: number, last: number) =>
    table.counts[cellIndex(before, pool, last)]!;
  assertEquals(at("first", 3, 0), [0, 0, 1, 0]);
  assertEquals(at("first", 2, 0), [0, 1, 0]);
  assertEquals(at("first", 4, 0), [1, 0, 0, 0, 0]);
  assertEquals(at("first", 1, 0), [2, 1]);
  assertEquals(at("breakdown", 3, 2), [0, 0, 1, 0]);
  assertEquals(at("breakdown", 2, 1), [1, 0, 0]);
  assertEquals(at("breakdown", 4, 0), [0, 1, 0, 0, 0]);
  assertEquals(at("deal", 3, 2), [0, 0, 1, 0]);
  assertEquals(at("deal", 2, 0), [1, 0, 0]);
  assertEquals(at("deal", 4, 1), [0, 1, 0, 0, 0]);
  assertEquals(table.counts.flat().reduce((sum, count) => sum + count, 0), 4 * 3);
  // Values where it asked: 2 of 3 books three times at 5, 1 of 4 balls twice at 2, 1 of 1 once at 8 and 0 of 1 twice at 1.
  assertEquals(table.values[pairIndex(3, 2)], 15);
  assertEquals(table.values[pairIndex(4, 1)], 4);
  assertEquals([table.values[pairIndex(1, 0)], table.values[pairIndex(1, 1)]], [2, 8]);
  assertEquals(pairCounts(table)[pairIndex(3, 2)], 3);
  assertEquals(pairCounts(table)[pairIndex(2, 0)], 2);
});

Deno.test("tableOf() refuses choices that aren't the game's", () => {
  assertThrows(() => tableOf([{ infoset: "0pb", action: "CALL" }]), RangeError, '"0pb"');
  assertThrows(() => tableOf([{ infoset: "324 532", action: "[4, 0, 0]" }]), RangeError, '"[4, 0, 0]"');
});

Deno.test("behaviourOf() adds one demand of any size and one value of 10/3 to those that were counted, by hand", () => {
  const seen = tableOf([
    { infoset: "324 532", action: "[2, 1, 0]" },
    { infoset: "324 181", action: "[2, 2, 0]" },
    { infoset: "324 181", action: "[3, 2, 0]" },
  ]);
  const { chances, prices } = behaviourOf(seen);
  const near = (actual: readonly number[] | undefined, expected: readonly number[]) =>
    expected.forEach((share, i) => assertAlmostEquals(actual![i]!, share, 1e-12));
  near(chances[cellIndex("first", 3, 0)], [1 / 16, 1 / 16, 9 / 16, 5 / 16]); // 0, 0, 2, 1 and a quarter each
  near(chances[cellIndex("first", 2, 0)], [1 / 12, 4 / 12, 7 / 12]); // 0, 1, 2 and a third each
  assertEquals(chances[cellIndex("deal", 3, 0)], [1 / 4, 1 / 4, 1 / 4, 1 / 4]);
  assertAlmostEquals(prices[pairIndex(3, 2)]!, (5 + 1 + 10 / 3) / 3, 1e-12);
  assertAlmostEquals(prices[pairIndex(2, 2)]!, (8 + 8 + 10 / 3) / 3, 1e-12);
  assertAlmostEquals(prices[pairIndex(1, 1)]!, 10 / 3, 1e-12);
});

import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  type DemonstratorName,
  DEMONSTRATORS,
  ITEMS,
  type Items,
  type Seat,
  VALUATIONS,
} from "../../../lib/games/negotiation_gt/mod.ts";

const seat: Seat = { pool: [3, 2, 4], values: [5, 3, 2], rounds: 4 };

/** What a demonstrator demands after each of the opponent's demands. */
function demands(name: DemonstratorName, other: readonly Items[], at = seat): Items[] {
  const demander = DEMONSTRATORS.find((demonstrator) => demonstrator.name === name)!.strategy(at), own: Items[] = [];
  for (let round = 0; round <= other.length; round++) {
    own.push(demander({ own: [...own], other: other.slice(0, round) }, () => NaN));
  }
  return own;
}

const ALL: Items = seat.pool, NOTHING: Items = [0, 0, 0];

Deno.test("DEMONSTRATORS have the paper's weights", () => {
  assertEquals(Object.fromEntries(DEMONSTRATORS.map(({ name, weight }) => [name, weight])), {
    proportional: 0.35,
    conservative: 0.25,
    adaptive: 0.25,
    defensive: 0.15,
  });
  assertAlmostEquals(DEMONSTRATORS.reduce((sum, { weight }) => sum + weight, 0), 1, 1e-12);
});

Deno.test("DEMONSTRATORS ask by value: P·v is 1.5, 0.6 and 0.8 here", () => {
  assertEquals(demands("proportional", [ALL, NOTHING]), [[2, 1, 1], [2, 1, 1], [2, 1, 1]]); // 2.0, 1.1, 1.3
  assertEquals(demands("conservative", [ALL, NOTHING]), [[1, 0, 0], [1, 0, 0], [1, 0, 0]]); // 1.2, 0.48, 0.64
  assertEquals(demands("adaptive", []), [[1, 0, 0]]); // 1.8, 0.72, 0.96
  assertEquals(demands("defensive", []), [[1, 0, 0]]);
});

Deno.test("DEMONSTRATORS round exactly, for every pool and value", () => {
  // The first item's demand; the tables were worked out in tenths by hand for P·v = 1 … 3.2 where doubles may slip.
  const first = (name: DemonstratorName, pool: number, value: number) => {
    const values = VALUATIONS.find((values) => values[0] === value)!;
    return demands(name, [], { pool: [pool, 1, 1], values, rounds: 1 })[0]![0];
  };
  // proportional: ⌊P·V/10⌋ + 1, at most P
  assertEquals([1, 2, 3, 4].map((pool) => first("proportional", pool, 5)), [1, 2, 2, 3]);
  assertEquals([1, 2, 3, 4].map((pool) => first("proportional", pool, 8)), [1, 2, 3, 4]);
  assertEquals([1, 2, 3, 4].map((pool) => first("proportional", pool, 1)), [1, 1, 1, 1]);
  // conservative: 0.8·P·v at value 8 is 0.64, 1.28, 1.92, 2.56; at 5 it is 0.4, 0.8, 1.2, 1.6
  assertEquals([1, 2, 3, 4].map((pool) => first("conservative", pool, 8)), [0, 1, 1, 2]);
  assertEquals([1, 2, 3, 4].map((pool) => first("conservative", pool, 5)), [0, 0, 1, 1]);
  // adaptive: 1.2·P·v at value 8 is 0.96, 1.92, 2.88, 3.84; at 5 it is 0.6, 1.2, 1.8, 2.4
  assertEquals([1, 2, 3, 4].map((pool) => first("adaptive", pool, 8)), [0, 1, 2, 3]);
  assertEquals([1, 2, 3, 4].map((pool) => first("adaptive", pool, 5)), [0, 1, 1, 2]);
  // defensive: P·v at value 5 is 0.5, 1, 1.5, 2
  assertEquals([1, 2, 3, 4].map((pool) => first("defensive", pool, 5)), [0, 1, 1, 2]);
  for (const { name } of DEMONSTRATORS) {
    for (const values of VALUATIONS) {
      for (const item of ITEMS) {
        for (let units = 1; units <= 4; units++) {
          const pool: Items = [units, units, units];
          const demand = demands(name, [], { pool, values, rounds: 1 })[0]![item];
          // By whole numbers: demand ≤ exact + extra < demand + 1, in hundredths.
          const exact = { proportional: 10, conservative: 8, adaptive: 12, defensive: 10 }[name] * units * values[item];
          const share = Math.min(100 * units, exact + (name === "proportional" ? 100 : 0));
          assertEquals(100 * demand <= share && share < 100 * (demand + 1), true, `${name} ${units} ${values}`);
        }
      }
    }
  }
});

Deno.test("DEMONSTRATORS' adaptive keeps after a deal and gives up the least valued unit after a breakdown", () => {
  const at: Seat = { pool: [4, 4, 4], values: [4, 3, 3], rounds: 8 };
  // 1.2·P·v is 1.92, 1.44, 1.44; balls go before hats, which are valued as much; what is given stays given.
  assertEquals(
    demands("adaptive", [[4, 4, 4], [4, 4, 4], NOTHING, [4, 4, 4], [4, 4, 4]], at),
    [[1, 1, 1], [1, 1, 0], [1, 0, 0], [1, 0, 0], NOTHING, NOTHING],
  );
  assertEquals(demands("adaptive", [[3, 3, 3]], at), [[1, 1, 1], [1, 1, 1]]);
});

Deno.test("DEMONSTRATORS' defensive asks for what the mean demand leaves, rounded down", () => {
  // Means: [3, 2, 4], then [2, 1, 3], then [2, 4/3, 3]: left are [0, 0, 0], [1, 1, 1], [1, 2/3, 1].
  assertEquals(demands("defensive", [[3, 2, 4], [1, 0, 2], [2, 2, 3]]), [[1, 0, 0], NOTHING, [1, 1, 1], [1, 0, 1]]);
  assertEquals(demands("defensive", [NOTHING]), [[1, 0, 0], ALL]);
});

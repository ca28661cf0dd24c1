import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  accumulate,
  bestDemandFinder,
  demandIndex,
  demandsWithin,
  fits,
  type Items,
  multiply,
  worth,
} from "../../../lib/games/negotiation_gt/mod.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import { SIMPLE_POOLS, SIMPLE_VALUATIONS } from "./simple.ts";

const draw = (a: number, b: number) => uniform(21, "simulation", [a, b, 0, 0]);
const POOLS = SIMPLE_POOLS.map(([a, b, c]): Items => [a!, b!, c!]);

Deno.test("demandIndex() is the place in demandsWithin(), and the last entry less it what the demand leaves", () => {
  for (const pool of POOLS) {
    const demands = demandsWithin(pool);
    for (const [d, demand] of demands.entries()) {
      assertEquals(demandIndex(pool, demand), d);
      assertEquals(demands[demands.length - 1 - d], pool.map((units, item) => units - demand[item]!) as unknown);
    }
  }
});

Deno.test("multiply() gives each demand the product of its items' probabilities", () => {
  const out = new Float64Array(2 * 3 * 2);
  multiply(out, [[0.25, 0.75], [0.5, 0.125, 0.375], [1, 0]]);
  assertEquals([...out], [0.125, 0, 0.03125, 0, 0.09375, 0, 0.375, 0, 0.09375, 0, 0.28125, 0]);
});

Deno.test("accumulate() sums over all demands that ask for no more of any item", () => {
  for (const [p, pool] of POOLS.entries()) {
    const demands = demandsWithin(pool), table = Float64Array.from(demands, (_, d) => draw(p, d));
    const sums = demands.map((most) =>
      demands.reduce((sum, demand, d) => demand.every((units, i) => units <= most[i]!) ? sum + table[d]! : sum, 0)
    );
    const accumulated = table.slice();
    accumulate(accumulated, pool);
    for (const [d, sum] of sums.entries()) assertAlmostEquals(accumulated[d]!, sum, 1e-12);
  }
});

Deno.test("bestDemandFinder() finds what trying every pair of demands finds, the first of equals", () => {
  for (const [p, pool] of POOLS.entries()) {
    const [a, b, c] = SIMPLE_VALUATIONS[p % 36]!, values: Items = [a!, b!, c!];
    const demands = demandsWithin(pool);
    const find = bestDemandFinder(pool, Float64Array.from(demands, (demand) => worth(values, demand)));
    for (let repeat = 0; repeat < 4; repeat++) {
      const entries = (slot: number) => Float64Array.from(demands, (_, d) => draw(1000 + 8 * p + repeat, 8 * d + slot));
      const chance_D = entries(0), broken_D = entries(1), gain_D = entries(2);
      const values_D = demands.map((own) =>
        demands.reduce((sum, theirs, d) => {
          const deal = fits(pool, own, theirs) ? gain_D[d]! + worth(values, own) : 0;
          return sum + chance_D[d]! * (broken_D[d]! + deal);
        }, 0)
      );
      assertEquals(find(chance_D, { broken_D, gain_D }), values_D.indexOf(Math.max(...values_D)));
    }
    // Against one who asks for everything, nothing but to ask for nothing is a deal; it is worth as little as the rest.
    const all_D = Float64Array.from(demands, (_, d) => d === demands.length - 1 ? 1 : 0), zero_D = all_D.map(() => 0);
    assertEquals(find(all_D, { broken_D: zero_D, gain_D: zero_D }), 0);
  }
});

import { fillUniforms } from "../../../lib/random/uniform.ts";
import { SIMPLE_POOLS, SIMPLE_VALUATIONS } from "./simple.ts";

/** A pool, both players' values, and a coin for each of eight rounds. */
export interface RandomDeal {
  readonly pool: number[];
  readonly values: readonly [number[], number[]];
  readonly coins: number[];
}

/** `count` deals of a seed's own. */
export function randomDeals(count: number, seed = 1): RandomDeal[] {
  const drawn = new Float64Array(11);
  return Array.from({ length: count }, (_, i) => {
    fillUniforms(drawn, seed, "simulation", [i, 0, 0, 0]);
    const [pool, one, other, ...coins] = drawn;
    const pick = <T>(items: readonly T[], u: number) => items[Math.floor(u * items.length)]!;
    return {
      pool: pick(SIMPLE_POOLS, pool!),
      values: [pick(SIMPLE_VALUATIONS, one!), pick(SIMPLE_VALUATIONS, other!)],
      coins,
    };
  });
}

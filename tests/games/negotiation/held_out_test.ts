import { assert, assertEquals, assertFalse } from "@std/assert";
import {
  type Demand,
  HELD_OUT_OPPONENTS,
  heldOutNegotiator,
  isHeldOut,
  type NegotiationHeldOut,
  negotiationOptions,
  SCRIPTED_OPPONENTS,
} from "../../../lib/games/negotiation/mod.ts";

/**
 * What a held-out opponent demands in each of `rounds` rounds against the given demands, with the same coin
 * throughout.
 */
function demands(name: NegotiationHeldOut, other: readonly Demand[], rounds = other.length, coin = 0): Demand[] {
  const own: Demand[] = [];
  for (let round = 0; round < rounds; round++) {
    own.push(heldOutNegotiator(name)({ rounds, own: [...own], other: other.slice(0, round) }, () => coin));
  }
  return own;
}

Deno.test("heldOutNegotiator() follows Faratin's polynomial tactics from 9 to 5 at the deadline", () => {
  const any: readonly Demand[] = [5, 5, 5, 5, 5, 5];
  assertEquals(demands("boulware(0.2)", any, 4), [9, 9, 8, 5]); // 9 − 4·(t/3)⁵: 9, 8.98, 8.47, 5
  assertEquals(demands("conceder(5)", any, 4), [9, 6, 5, 5]); // 9 − 4·(t/3)^0.2: 9, 5.79, 5.31, 5
  assertEquals(demands("boulware(0.2)", any, 6), [9, 9, 9, 9, 8, 5]); // 9 − 4·(t/5)⁵: …, 8.69, 7.69, 5
  assertEquals([...demands("boulware(0.2)", any, 1), ...demands("conceder(5)", any, 1)], [9, 9]);
});

Deno.test("heldOutNegotiator() anchors at 9 and then splits the difference, half up", () => {
  assertEquals(demands("anchoring-then-concede", [5, 5, 5, 5, 5]), [9, 7, 6, 6, 6]); // (9+5)/2, (7+5)/2, 5.5, 5.5
  assertEquals(demands("anchoring-then-concede", [9, 9, 9, 9]), [9, 5, 3, 2]); // (9+1)/2, (5+1)/2, (3+1)/2
  assertEquals(demands("anchoring-then-concede", [1, 1, 1]), [9, 9, 9]);
});

Deno.test("heldOutNegotiator() imitates relative changes from the third round on", () => {
  // Left: 2, 4, 3, 9: 6·2/4 = 3; 3·4/3 = 4; 4·3/9 = 1.33. Then 9 → 1: 1·9/1 = 9.
  assertEquals(demands("relative-tit-for-tat", [8, 6, 7, 1, 9, 5]), [6, 6, 3, 4, 1, 9]);
  assertEquals(demands("relative-tit-for-tat", [1, 9, 5]), [6, 6, 9]); // 6·9/1 is more than there is
});

Deno.test("heldOutNegotiator() imitates absolute changes, and concedes one point more by a coin", () => {
  // Left: 2, 4, 3, 9: down by 2, up by 1, down by 6; the coin takes one more each time.
  assertEquals(demands("random-absolute-tit-for-tat", [8, 6, 7, 1, 5], 5, 0), [6, 6, 4, 5, 1]);
  assertEquals(demands("random-absolute-tit-for-tat", [8, 6, 7, 1, 5], 5, 0.5), [6, 6, 3, 3, 1]);
});

Deno.test("heldOutNegotiator() punishes for good once more than half was asked for", () => {
  assertEquals(demands("grim", [5, 4, 6, 1, 1]), [5, 5, 5, 9, 9]);
  assertEquals(demands("grim", [5, 5, 5, 5]), [5, 5, 5, 5]);
});

Deno.test("HELD_OUT_OPPONENTS are at least four, all of them, and stand in no other pool", () => {
  assert(HELD_OUT_OPPONENTS.length >= 4);
  const { pools } = negotiationOptions.parse({});
  assertEquals(pools.heldOut, [...HELD_OUT_OPPONENTS]);
  const others: readonly string[] = [
    ...SCRIPTED_OPPONENTS,
    ...[pools.train, pools.exploit, pools.collusive, pools.shifted].flat(),
  ];
  for (const name of HELD_OUT_OPPONENTS) assert(isHeldOut(name) && !others.includes(name));
  for (const wrong of ["", "boulware", "boulware(0.3)", "toString", "fair(5)"]) assertFalse(isHeldOut(wrong));
});

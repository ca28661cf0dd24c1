import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import {
  ACTIONS,
  demandOf,
  DEMANDS,
  fits,
  isAction,
  isGreedy,
  leftBy,
  nearestDemand,
  payoff,
  PIE,
} from "../../../lib/games/negotiation/mod.ts";

Deno.test("payoff() gives both their demand where the sum is 10 or less, else nothing", () => {
  let deals = 0;
  for (const one of DEMANDS) {
    for (const other of DEMANDS) {
      const [a, b] = [payoff(one, other), payoff(other, one)];
      if (one + other <= 10) assertEquals([a, b], [one, other]);
      else assertEquals([a, b], [0, 0]);
      assertEquals(fits(one, other), a + b > 0);
      assert(a + b <= PIE);
      deals += a > 0 ? 1 : 0;
    }
  }
  assertEquals(deals, 9 + 8 + 7 + 6 + 5 + 4 + 3 + 2 + 1); // beside 1 fit nine demands, beside 2 eight, …
});

Deno.test("demandOf() reads the nine actions and refuses the rest", () => {
  assertEquals(ACTIONS, ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  assertEquals(ACTIONS.map(demandOf), [...DEMANDS]);
  for (const wrong of ["0", "10", "", "5.0", " 5", "05", "five", "-1"]) {
    assertFalse(isAction(wrong));
    assertThrows(() => demandOf(wrong), RangeError, `Illegal demand "${wrong}": use an integer from 1 to 9`);
  }
});

Deno.test("nearestDemand() rounds, halves up, and stays between 1 and 9", () => {
  const nearest: readonly [points: number, demand: number][] = [[-3, 1], [0.4, 1], [1.5, 2], [4.49, 4], [5.5, 6], [
    9.6,
    9,
  ]];
  for (const [points, demand] of nearest) assertEquals(nearestDemand(points), demand);
  for (const demand of DEMANDS) assertEquals(leftBy(demand) + demand, 10);
});

Deno.test("isGreedy() is 7 or more", () => {
  assertEquals(DEMANDS.filter(isGreedy), [7, 8, 9]);
});

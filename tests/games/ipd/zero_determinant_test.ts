import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type AfterEach, extortionate, heldOutMachine } from "../../../lib/games/ipd/mod.ts";
import { points } from "./enumerate.ts";
import { randomTables } from "./random_tables.ts";

const STATES = ["CC", "CD", "DC", "DD"] as const;

/** Long-run mean points of both when own and other's memory-one tables meet: power iteration on the four states. */
function longRun(own: AfterEach, other: Readonly<Record<typeof STATES[number], number>>): readonly [number, number] {
  let share = [1 / 4, 1 / 4, 1 / 4, 1 / 4];
  for (let step = 0; step < 4000; step++) {
    const next = [0, 0, 0, 0];
    for (const [at, [mine, theirs]] of STATES.entries()) {
      const p = own[at]!, q = other[`${theirs}${mine}` as typeof STATES[number]];
      for (const [to, probability] of [p * q, p * (1 - q), (1 - p) * q, (1 - p) * (1 - q)].entries()) {
        next[to]! += share[at]! * probability;
      }
    }
    share = next;
  }
  const mean = (paid: (mine: string, theirs: string) => number) =>
    STATES.reduce((sum, [mine, theirs], at) => sum + share[at]! * paid(mine!, theirs!), 0);
  return [mean(points), mean((mine, theirs) => points(theirs, mine))];
}

Deno.test("extortionate(3) is Press and Dyson's example, (11/13, 1/2, 7/26, 0)", () => {
  for (const [place, expected] of [11 / 13, 1 / 2, 7 / 26, 0].entries()) {
    assertAlmostEquals(extortionate(3)[place]!, expected, 1e-15);
    assertAlmostEquals(extortionate(3, 1 / 26)[place]!, expected, 1e-15);
    assertEquals(heldOutMachine("extortionate(3)")![1 + place]!.cooperates, extortionate(3)[place]);
  }
});

Deno.test("extortionate() earns χ times what the other earns above 1 point, against any memory-one table", () => {
  // Kept off 0 and 1, so that each pair has one stationary distribution, which 4000 steps reach.
  const others = randomTables(30).map((table) => {
    const inside = (p: number) => 0.05 + 0.9 * p;
    return { CC: inside(table.CC), CD: inside(table.CD), DC: inside(table.DC), DD: inside(table.DD) };
  });
  for (const [chi, phi] of [[3, 1 / 26], [3, 1 / 13], [2, 0.05], [10, 1 / 82], [1, 1 / 5]] as const) {
    for (const other of others) {
      const [own, theirs] = longRun(extortionate(chi, phi), other);
      assertAlmostEquals(own - 1, chi * (theirs - 1), 1e-9, `χ = ${chi}, φ = ${phi}`);
      assert(theirs > 1 - 1e-9);
    }
  }
});

Deno.test("extortionate() gives probabilities up to the largest φ, and refuses what gives none", () => {
  for (const chi of [1, 1.5, 3, 20]) {
    for (const p of extortionate(chi, 1 / (1 + 4 * chi))) assert(p >= -1e-15 && p <= 1);
  }
  for (const chi of [0.9, -3, NaN, Infinity]) assertThrows(() => extortionate(chi), RangeError, `χ = ${chi}`);
  for (const phi of [0, -0.1, 1 / 12, NaN]) assertThrows(() => extortionate(3, phi), RangeError, `φ = ${phi}`);
});

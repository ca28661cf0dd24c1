import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { uniform } from "../../../lib/random/uniform.ts";
import {
  type Demand,
  DEMANDS,
  isNegotiationOpponent,
  isPlanName,
  negotiationDomain,
  type PlanName,
  planName,
  planNegotiator,
  planOf,
  readPlan,
} from "../../../lib/games/negotiation/mod.ts";

/** Any demand, by seed, round and last round. */
const drawn = (seed: number) => (round: number, last: { own: Demand; other: Demand } | undefined): Demand =>
  DEMANDS[Math.floor(9 * uniform(8, "simulation", [seed, round, last?.own ?? 0, last?.other ?? 0]))]!;

Deno.test("planName() lists what can come up: the first demand, then the answers by the own last demand", () => {
  const plan = planOf(3, (round, last) => round === 0 ? 7 : round === 1 ? (last!.other <= 3 ? 7 : 5) : last!.own);
  assertEquals(planName(plan), "policy(7.777555555.555555555,777777777)");
  assertEquals(planName(planOf(1, () => 4)), "policy(4)");
});

Deno.test("readPlan() reads what planName() wrote, and the player follows it", () => {
  for (let seed = 0; seed < 200; seed++) {
    const rounds = 1 + seed % 8, demand = drawn(seed);
    const name = planName(planOf(rounds, demand));
    assert(isPlanName(name) && name.length <= 10 + 90 * (rounds - 1));
    const plan = readPlan(name, rounds);
    assertEquals(planName(plan), name);
    const own: Demand[] = [], other: Demand[] = [];
    for (let round = 0; round < rounds; round++) {
      const mine = planNegotiator(plan)({ rounds, own, other }, () => 0);
      const last = round === 0 ? undefined : { own: own.at(-1)!, other: other.at(-1)! };
      assertEquals(mine, demand(round, last));
      own.push(mine);
      other.push(DEMANDS[Math.floor(9 * uniform(9, "simulation", [seed, round, 0, 0]))]!);
    }
  }
});

Deno.test("planName() stays below 4,500 characters at the most rounds that options allow", () => {
  assert(planName(planOf(50, drawn(1))).length <= 10 + 49 * 90);
});

Deno.test("readPlan() refuses plans of other lengths and rows that don't match the demands before", () => {
  const wrong: readonly [name: PlanName, rounds: number, why: string][] = [
    ["policy(5)", 2, "it has 1"],
    ["policy(5.555555555)", 1, "it has 2"],
    ["policy(5.555555555,666666666)", 2, "its round 2 must have a row for each of the last demands 5"],
    ["policy(5.556666666.555555555)", 3, "its round 3 must have a row for each of the last demands 5, 6"],
    ["policy(0)", 1, "isn't the name of a plan"],
  ];
  for (const [name, rounds, why] of wrong) assertThrows(() => readPlan(name, rounds), RangeError, why);
  assertThrows(
    () => negotiationDomain().play("policy(5)", () => 0),
    RangeError,
    'Cannot play "policy(5)" for 4 rounds',
  );
});

Deno.test("isPlanName() takes the form of a plan's name alone, and pools take none", () => {
  assert(isPlanName("policy(5.123456789)"));
  assertFalse(isNegotiationOpponent("policy(5.123456789)"));
  const wrong = ["", "policy()", "policy(0)", "policy(10)", "policy(5.)", "policy(5.12345678)", "policy(5,123456789)"];
  for (
    const name of [
      ...wrong,
      "policy(5.123456780)",
      "policy(5) ",
      "Policy(5)",
      `policy(5.${Array(10).fill("123456789")})`,
      5,
    ]
  ) {
    assertFalse(isPlanName(name), String(name));
  }
});

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { playRandomly } from "../../lib/bench/play_randomly.ts";
import type { DomainEntry } from "../../lib/games/domain_entry.ts";
import { DOMAINS } from "../../lib/games/domains.ts";
import type { Coins, Decision, Domain, Play } from "../../lib/games/types.ts";
import { kuhnDomain } from "../../lib/games/kuhn/mod.ts";

/** A domain of three rounds that tells what it was asked, and with which coins. */
function recording(): { domain: Domain; taken: string[]; coins: number[] } {
  const taken: string[] = [], coins: number[] = [];
  function* play(coinsOf: Coins): Play {
    for (let round = 0; round < 3; round++) {
      coins.push(coinsOf(round, 0));
      const decision: Decision = { player: "agent", round, infoset: "", legal: ["a", "b", "c"], messages: [] };
      taken.push(yield decision);
    }
    return [];
  }
  return { domain: { ...kuhnDomain(), rounds: 3, play: (_, coins) => play(coins) }, taken, coins };
}

Deno.test("playRandomly() counts the agent's decisions: one a hand against who always passes", () => {
  const domain = kuhnDomain({ hands: 6 });
  assertEquals(playRandomly(domain, "always-pass", { seed: 1, first: 0, count: 10 }), 60);
  assertEquals(playRandomly(domain, "always-pass", { seed: 1, first: 0, count: 0 }), 0);
  assertThrows(() => playRandomly(domain, "nobody", { seed: 1, first: 0, count: 1 }), RangeError, "nobody");
});

Deno.test("playRandomly() takes every legal action about as often", () => {
  const { domain, taken } = recording();
  assertEquals(playRandomly(domain, "", { seed: 1, first: 0, count: 1000 }), 3000);
  for (const action of ["a", "b", "c"]) {
    const share = taken.filter((one) => one === action).length / taken.length;
    assertAlmostEquals(share, 1 / 3, 5 * Math.sqrt(2 / 9 / taken.length));
  }
});

Deno.test("playRandomly() plays the episodes asked for: the same again, and others from another first", () => {
  const coinsFrom = (first: number, count: number) => {
    const { domain, coins } = recording();
    playRandomly(domain, "", { seed: 1, first, count });
    return coins;
  };
  const four = coinsFrom(0, 4);
  assertEquals(coinsFrom(0, 4), four);
  assertEquals(coinsFrom(2, 2), four.slice(6));
  assertEquals(new Set(four).size, 12);
});

Deno.test("playRandomly() plays every domain against its train pool, at least one decision a round", () => {
  const entries: readonly (readonly [string, DomainEntry])[] = Object.entries(DOMAINS);
  for (const [name, entry] of entries) {
    const domain = entry.make();
    for (const opponent of domain.pools.train) {
      assert(playRandomly(domain, opponent, { seed: 1, first: 0, count: 5 }) >= 5 * domain.rounds, name);
    }
  }
});

import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  DEMONSTRATORS,
  HELD_OUT_OPPONENTS,
  negotiationGtEpisode,
  SCRIPTED_OPPONENTS,
} from "../../../lib/games/negotiation_gt/mod.ts";
import { answer, playOut, strategyNamed } from "./play_out.ts";
import { type RandomDeal, randomDeals } from "./random_deals.ts";
import { dealing, SIMPLE_PLAYERS, SIMPLE_POOLS, SIMPLE_VALUATIONS, simplePlay, type SimpleRound } from "./simple.ts";

const ROUNDS = 4;
const DEMONSTRATOR_NAMES = DEMONSTRATORS.map(({ name }) => name);
const ALL = [...SCRIPTED_OPPONENTS, ...HELD_OUT_OPPONENTS, ...DEMONSTRATOR_NAMES];

/** What the library pays in a deal, round by round. */
function paid(agent: string, opponent: string, { pool, values, coins }: RandomDeal): SimpleRound[] {
  const play = negotiationGtEpisode(ROUNDS, strategyNamed(opponent), dealing(pool, values, coins));
  const { rounds } = playOut(play, { agent: answer(strategyNamed(agent), ROUNDS, coins) });
  return rounds.map(({ agent, opponent }): SimpleRound => [agent, opponent]);
}

/** What the plain version pays. */
const expected = (agent: string, opponent: string, deal: RandomDeal) =>
  simplePlay(SIMPLE_PLAYERS[agent]!, SIMPLE_PLAYERS[opponent]!, deal, ROUNDS);

/** Strategies that don't look at their values: their payoff is linear in them. */
const BLIND = ["fair", "tit-for-tat", "concede", "greedy", "hardball-all-but-one"];

/** Valuations whose mean payoff is that of all 36: for who is blind to them, three whose mean is 10/3 an item will do. */
const valuationsFor = (name: string) => BLIND.includes(name) ? [[8, 1, 1], [1, 8, 1], [1, 1, 8]] : SIMPLE_VALUATIONS;

/** The mean a round of both players over all deals. */
function mean(agent: string, opponent: string, play: typeof paid): [number, number] {
  let rounds = 0, mine = 0, theirs = 0;
  for (const pool of SIMPLE_POOLS) {
    for (const own of valuationsFor(agent)) {
      for (const other of valuationsFor(opponent)) {
        for (const [a, b] of play(agent, opponent, { pool, values: [own, other], coins: [] })) {
          mine += a;
          theirs += b;
          rounds++;
        }
      }
    }
  }
  return [mine / rounds, theirs / rounds];
}

Deno.test("strategies pay each other in every pairing, both seats, what the plain version pays, deal by deal", () => {
  const deals = randomDeals(40, 11);
  for (const agent of ALL) {
    for (const opponent of ALL) {
      for (const deal of deals) {
        assertEquals(paid(agent, opponent, deal), expected(agent, opponent, deal), `${agent} and ${opponent}`);
      }
    }
  }
});

Deno.test("strategies that don't look at their values earn, over all deals, what enumeration gives, also the demonstrators", () => {
  for (const agent of [...BLIND, ...DEMONSTRATOR_NAMES]) {
    for (const opponent of BLIND) {
      const [mine, theirs] = mean(agent, opponent, paid), [a, b] = mean(agent, opponent, expected);
      assertAlmostEquals(mine, a, 1e-9, `${agent} against ${opponent}`);
      assertAlmostEquals(theirs, b, 1e-9, `${opponent} against ${agent}`);
    }
  }
});

Deno.test("strategies earn what was worked out by hand", () => {
  // Half a pool is 1 unit of an item on average (0, 1, 1, 2 of 1, 2, 3, 4) and a unit is worth 10/3: 3 · 1 · 10/3.
  const fair = 10;
  // Two fair demands always fit. Beside greedy they do where all of fair's are 0: in 1 pool of 64, worth 10 to greedy.
  const greedyAlone = 10 / 64;
  // tit-for-tat's two thirds fit beside fair but for 4 of an item, so in 27 pools of 64; there fair gets 2/3 of a unit of
  // an item on average and tit-for-tat 4/3. Then it takes what fair leaves, 1.5 units of 2.5.
  const fairToTit = (27 / 64 * 3 * (2 / 3) * (10 / 3) + 3 * fair) / 4;
  const titToFair = (27 / 64 * 3 * (4 / 3) * (10 / 3) + 3 * (3 * 1.5 * (10 / 3))) / 4;
  // Two tits-for-tat fit at first where all pools are 2 (one each: 10); then each asks for 0, 1, 1, 1, which fits; then
  // again as at first.
  const tits = (2 * 10 / 64 + 2 * 3 * (3 / 4) * (10 / 3)) / 4;
  // Two concedes: never; then P − 1 twice fits where all pools are 1 or 2, half a unit each; then P − 2 always fits.
  const concedes = (0 + 1 / 8 * 3 * (1 / 2) * (10 / 3) + 2 * (3 * (3 / 4) * (10 / 3))) / 4;
  // Greedy beside concede: in pools of 1 from the second round, in pools of 1 and 2 (1.5 units) from the third.
  const greedyToConcede = (0 + 1 / 64 * 10 + 2 * (1 / 8 * 3 * 1.5 * (10 / 3))) / 4;
  const cases: readonly [agent: string, opponent: string, mine: number, theirs: number][] = [
    ["fair", "fair", fair, fair],
    ["greedy", "greedy", 0, 0],
    ["fair", "greedy", 0, greedyAlone],
    ["fair", "tit-for-tat", fairToTit, titToFair],
    ["tit-for-tat", "tit-for-tat", tits, tits],
    ["concede", "concede", concedes, concedes],
    ["concede", "greedy", 0, greedyToConcede],
  ];
  for (const [agent, opponent, mine, theirs] of cases) {
    for (const [one, other, a, b] of [[agent, opponent, mine, theirs], [opponent, agent, theirs, mine]] as const) {
      const [seen, seenOther] = mean(one, other, paid);
      assertAlmostEquals(seen, a, 1e-9, `${one} against ${other}`);
      assertAlmostEquals(seenOther, b, 1e-9, `${other} against ${one}`);
    }
  }
  // Hardball beside fair: a deal where there is 1 of each of its two items, in 1 pool of 16 for any values. The least of
  // its values is 1.5 on average: (36 + 15 + 3) / 36 valuations have all values at least 1, 2, 3.
  const [hard, soft] = mean("hardball", "fair", paid);
  assertAlmostEquals(hard, (10 - 1.5) / 16, 1e-9);
  assertAlmostEquals(soft, 1 / 16 * (10 / 3), 1e-9);
});

Deno.test("strategies that look at their values earn, over all 82,944 deals, what enumeration gives", () => {
  for (const [agent, opponent] of [["proportional", "hardball"]] as const) {
    const [mine, theirs] = mean(agent, opponent, paid), [a, b] = mean(agent, opponent, expected);
    assertAlmostEquals(mine, a, 1e-9);
    assertAlmostEquals(theirs, b, 1e-9);
  }
});

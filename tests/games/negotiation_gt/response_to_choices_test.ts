import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  behaviourOf,
  type Items,
  negotiationGtDomain,
  policyOfName,
  responseToChoices,
  responseToTable,
  tableOf,
} from "../../../lib/games/negotiation_gt/mod.ts";
import type { Choice, Domain } from "../../../lib/games/types.ts";
import { enumerate } from "./enumerate_table.ts";
import { answer, playOut, strategyNamed } from "./play_out.ts";
import { randomDeals } from "./random_deals.ts";
import { randomTable } from "./random_tables.ts";
import { dealing, SIMPLE_POOLS, SIMPLE_VALUATIONS } from "./simple.ts";

const items = ([a, b, c]: readonly number[]): Items => [a!, b!, c!];
const DEALS = SIMPLE_POOLS.flatMap((pool) =>
  SIMPLE_VALUATIONS.map((values) => ({ pool: items(pool), values: items(values) }))
);

/** Choices of a strategy against others. */
function choicesOf(agent: string, opponents: readonly string[], episodes: number): Choice[] {
  const choices: Choice[] = [];
  for (const [i, { pool, values, coins }] of randomDeals(episodes, 31).entries()) {
    const act = answer(strategyNamed(agent), 4, coins);
    const play = strategyNamed(opponents[i % opponents.length]!);
    const { asked } = playOut(negotiationGtDomain().play("asked", dealing(pool, values, coins)), {
      agent: act,
      opponent: answer(play, 4, coins),
    });
    for (const decision of asked.filter(({ player }) => player === "agent")) {
      choices.push({ infoset: decision.infoset, action: act(decision) });
    }
  }
  return choices;
}

Deno.test("responseToChoices() to no choices is the best response to random demands: by hand for one round", () => {
  // A demand is met with probability Π (P − d + 1) / (P + 1).
  const expected = DEALS.reduce((sum, { pool, values }) => {
    let best = 0;
    for (let a = 0; a <= pool[0]; a++) {
      for (let b = 0; b <= pool[1]; b++) {
        for (let c = 0; c <= pool[2]; c++) {
          const met = (pool[0] - a + 1) * (pool[1] - b + 1) * (pool[2] - c + 1) /
            ((pool[0] + 1) * (pool[1] + 1) * (pool[2] + 1));
          best = Math.max(best, met * (a * values[0] + b * values[1] + c * values[2]));
        }
      }
    }
    return sum + best / DEALS.length;
  }, 0);
  const { theirs } = responseToChoices([], "payoff", 1);
  assertAlmostEquals(theirs, expected, 1e-9);
  // Random demands look at nothing, so every round is like the first.
  assertAlmostEquals(responseToChoices([], "payoff", 3).theirs, expected, 1e-9);
});

Deno.test("responseToTable() expects a round what its named opponent gets, played out over all pools and values", () => {
  // Seats that differ in the order of the items alone play out alike, so one of each kind stands for all of it.
  const kinds = Map.groupBy(DEALS, ({ pool, values }) => pool.map((units, i) => `${units}${values[i]}`).sort().join());
  for (const [goal, seed] of [["payoff", 41], ["advantage", 42]] as const) {
    const table = randomTable(seed, 0.3), behaviour = behaviourOf(table);
    const { opponent, theirs, agent } = responseToTable(table, goal, 2);
    assertEquals(policyOfName(opponent), { goal, agent: table });
    const strategy = strategyNamed(opponent);
    let own = 0, other = 0;
    for (const alike of kinds.values()) {
      const seat = { ...alike[0]!, rounds: 2 }, demander = strategy(seat);
      const played = enumerate(seat, behaviour, (past) => [demander(past, () => NaN)], goal);
      own += alike.length * played.theirs / 2;
      other += alike.length * played.agent / 2;
    }
    assertAlmostEquals(own / DEALS.length, theirs, 1e-9);
    assertAlmostEquals(other / DEALS.length, agent, 1e-9);
  }
});

Deno.test("responseToChoices() finds the pushover: against who asks for nothing it takes everything", () => {
  const choices = ["111", "222", "333", "444"].flatMap((pool) =>
    ["", ` 000/${pool}`].flatMap((past) =>
      Array.from({ length: 1000 }, () => ({ infoset: `${pool} 532${past}`, action: "[0, 0, 0]" }))
    )
  );
  const { opponent, theirs, agent } = responseToChoices(choices, "payoff", 4);
  // 2.5 units of each item on average, 10/3 each. Of 3001 times that an item is counted in a cell, less than one is
  // another demand's: with three items in four rounds, play goes otherwise with probability 0.004 at most.
  assertAlmostEquals(theirs, 25, 0.1);
  assertAlmostEquals(agent, 0, 0.1);
  const domain: Domain = negotiationGtDomain();
  const play = domain.play(opponent, dealing([3, 2, 4], [[5, 3, 2], [1, 1, 8]]));
  const { rounds } = playOut(play, { agent: () => "[0, 0, 0]" });
  assertEquals(rounds.map(({ opponent }) => opponent), [37, 37, 37, 37]);
});

Deno.test("responseToChoices() does at least as well by its goal as any other strategy that play can name", () => {
  const choices = choicesOf("adaptive", ["fair", "greedy", "concede"], 120);
  const table = tableOf(choices), behaviour = behaviourOf(table);
  for (const goal of ["payoff", "advantage"] as const) {
    const best = strategyNamed(responseToChoices(choices, goal, 2).opponent);
    for (
      const { pool, values } of randomDeals(25, 5).map(({ pool, values }) => ({
        pool: items(pool),
        values: items(values[1]),
      }))
    ) {
      if (pool[0] * pool[1] * pool[2] > 12) continue; // enumeration takes long in large pools
      const value = (strategy: typeof best) => {
        const demander = strategy({ pool, values, rounds: 2 });
        const { theirs, agent } = enumerate(
          { pool, values, rounds: 2 },
          behaviour,
          (past) => [demander(past, () => 0)],
          goal,
        );
        return goal === "payoff" ? theirs : theirs - agent;
      };
      for (const name of ["fair", "greedy", "tit-for-tat", "hardball", "boulware", "adaptive", "defensive"]) {
        assert(value(best) >= value(strategyNamed(name)) - 1e-9, `${name} does better in ${pool} at ${values}`);
      }
    }
  }
});

Deno.test("responseToChoices() is a function of its arguments, whatever the order of the choices", () => {
  const choices = choicesOf("proportional", ["fair", "hardball"], 40);
  const one = responseToChoices(choices, "advantage", 4);
  assertEquals(responseToChoices(choices.toReversed(), "advantage", 4), one);
});

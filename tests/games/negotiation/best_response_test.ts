import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { uniform } from "../../../lib/random/uniform.ts";
import {
  type AgentTable,
  bestResponseToTable,
  DEMONSTRATORS,
  HELD_OUT_OPPONENTS,
  isPlanName,
  negotiationDomain,
  type NegotiationStrategy,
  oneShotBestResponse,
  roundsOf,
  SCRIPTED_OPPONENTS,
  stateOf,
  STATES,
} from "../../../lib/games/negotiation/mod.ts";
import type { Choice, Goal } from "../../../lib/games/types.ts";
import { coinsFor, OPPONENT_SCRIPTS } from "./enumerate.ts";

const GOALS = ["payoff", "advantage"] as const satisfies readonly Goal[];
const only = (demand: number) => Array.from({ length: 9 }, (_, i) => i === demand - 1 ? 1 : 0);
const UNIFORM = Array.from({ length: 9 }, () => 1 / 9);

/** A table whose rows spread over at most `support` demands. */
function randomTable(seed: number, support: number): AgentTable {
  return STATES.map((_, state) => {
    const row = UNIFORM.map(() => 0);
    for (let k = 0; k < support; k++) {
      const draw = (position: number) => uniform(12, "simulation", [seed, state, k, position]);
      row[Math.floor(9 * draw(0))]! += 0.1 + draw(1);
    }
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((share) => share / sum);
  });
}

/**
 * Expected payoffs a round of an opponent of the domain's against a table, by playing all demands that the agent can
 * make.
 */
function enumerated(table: AgentTable, opponent: NegotiationStrategy, rounds: number): [theirs: number, agent: number] {
  const domain = negotiationDomain({ rounds });
  const script = OPPONENT_SCRIPTS[opponent] ?? { outcomes: 1, act: () => 0 };
  const draws = Array.from(
    { length: script.outcomes ** rounds },
    (_, code) =>
      Array.from({ length: rounds }, (_, round) => Math.floor(code / script.outcomes ** round) % script.outcomes),
  );
  let [theirs, agent] = [0, 0];
  for (const drawn of draws) {
    const walk = (demands: readonly number[], probability: number) => {
      const play = domain.play(opponent, coinsFor(script, drawn));
      let step = play.next();
      for (const demand of demands) step = play.next(`${demand}`);
      if (step.done) {
        for (const round of step.value) {
          theirs += probability * round.opponent / draws.length / rounds;
          agent += probability * round.agent / draws.length / rounds;
        }
        return;
      }
      const row = table[stateOf(roundsOf(step.value.infoset).at(-1))]!;
      row.forEach((share, i) => share > 0 && walk([...demands, i + 1], probability * share));
    };
    walk([], 1);
  }
  return [theirs, agent];
}

const worth = (goal: Goal, theirs: number, agent: number) => goal === "payoff" ? theirs : theirs - agent;

/**
 * The most that any strategy, whatever it remembers, can expect in all of `rounds` rounds: by trying everything in
 * every history.
 */
function bestOfAll(table: AgentTable, rounds: number, goal: Goal, history: readonly [number, number][] = []): number {
  if (history.length === rounds) return 0;
  const last = history.at(-1);
  const row = table[last === undefined ? 0 : 9 * last[0] + last[1] - 9]!;
  let best = -Infinity;
  for (let demand = 1; demand <= 9; demand++) {
    let value = 0;
    row.forEach((share, i) => {
      if (share === 0) return;
      const deal = demand + i + 1 <= 10;
      const now = deal ? worth(goal, demand, i + 1) : 0;
      value += share * (now + bestOfAll(table, rounds, goal, [...history, [i + 1, demand]]));
    });
    best = Math.max(best, value);
  }
  return best;
}

Deno.test("oneShotBestResponse() against uniform demands is 5, or 7 for the advantage", () => {
  // d earns d·(10 − d)/9: most at 5. With m = 10 − d its advantage is m·(19 − 3m)/18: most at m = 3.
  const payoff = oneShotBestResponse(UNIFORM, "payoff"), advantage = oneShotBestResponse(UNIFORM, "advantage");
  assertEquals([payoff.demand, advantage.demand], [5, 7]);
  assertAlmostEquals(payoff.theirs, 25 / 9, 1e-12);
  assertAlmostEquals(payoff.agent, 15 / 9, 1e-12);
  assertAlmostEquals(advantage.theirs, 21 / 9, 1e-12);
  assertAlmostEquals(advantage.agent, 6 / 9, 1e-12);
});

Deno.test("oneShotBestResponse() takes what a known demand leaves, and the lowest of equally good demands", () => {
  for (let demand = 1; demand <= 9; demand++) {
    const left = 10 - demand;
    assertEquals(oneShotBestResponse(only(demand), "payoff"), { demand: left, theirs: left, agent: demand });
  }
  assertEquals(oneShotBestResponse(only(3), "advantage"), { demand: 7, theirs: 7, agent: 3 });
  assertEquals(oneShotBestResponse(only(5), "advantage"), { demand: 5, theirs: 5, agent: 5 }); // 5 to 9 gain nothing
  assertEquals(oneShotBestResponse(only(8), "advantage"), { demand: 3, theirs: 0, agent: 0 }); // any deal is a loss
  assertThrows(() => oneShotBestResponse([1], "payoff"), RangeError, "9 numbers");
});

Deno.test("bestResponseToTable() finds by hand-checked plans how demonstrators are exploited", () => {
  const demonstrator = (name: string) => {
    const { negotiator } = DEMONSTRATORS.find((demonstrator) => demonstrator.name === name)!;
    return STATES.map((last) =>
      only(negotiator({ rounds: 4, own: last ? [last.own] : [], other: last ? [last.other] : [] }, () => 0))
    );
  };
  // Tit-for-tat then takes 1 beside 9: a breakdown at 5 and 9, then 9 and 1 three times.
  const titForTat = bestResponseToTable(demonstrator("tit-for-tat"), 4, "payoff");
  assertEquals([titForTat.theirs, titForTat.agent], [27 / 4, 3 / 4]);
  assertEquals(titForTat.opponent.slice(0, 9), "policy(9.");
  // Balanced yields 3 to demands from 7: a breakdown, then 7 and 3 three times, instead of 4 four times.
  const balanced = bestResponseToTable(demonstrator("balanced"), 4, "payoff");
  assertEquals([balanced.theirs, balanced.agent], [21 / 4, 9 / 4]);
  // Fair-split leaves 5, always.
  const fair = bestResponseToTable(demonstrator("fair-split"), 4, "payoff");
  assertEquals([fair.theirs, fair.agent], [5, 5]);
  // Concede goes 6, 5, 4, 3 while there is no deal. Taking 4 at once pays 16; a breakdown first, then 5s, pays 15.
  const concede = bestResponseToTable(demonstrator("concede"), 4, "payoff");
  assertEquals([concede.theirs, concede.agent], [4, 6]);
  // For the advantage: 6, 5 and 4 break down, then 7 against 3 gains 4; two breakdowns and 6 against 4 twice gain 4 too.
  const ahead = bestResponseToTable(demonstrator("concede"), 4, "advantage");
  assertAlmostEquals(ahead.theirs - ahead.agent, 1, 1e-12);
});

Deno.test("bestResponseToTable() does as well as the best of all pure strategies, each tried in full", () => {
  for (let seed = 0; seed < 4; seed++) {
    const table = randomTable(seed, 3);
    const opening = table[0]!.flatMap((share, i) => share > 0 ? [i + 1] : []);
    for (const goal of GOALS) {
      let best = -Infinity;
      for (let first = 1; first <= 9; first++) {
        for (let code = 0; code < 9 ** opening.length; code++) {
          let value = 0;
          opening.forEach((mine, k) => {
            const answer = 1 + Math.floor(code / 9 ** k) % 9;
            const earn = (theirs: number, agent: number) => theirs + agent > 10 ? 0 : worth(goal, theirs, agent);
            const row = table[9 * mine + first - 9]!;
            value += table[0]![mine - 1]! * earn(first, mine);
            row.forEach((share, i) => value += table[0]![mine - 1]! * share * earn(answer, i + 1));
          });
          best = Math.max(best, value);
        }
      }
      const { theirs, agent } = bestResponseToTable(table, 2, goal);
      assertAlmostEquals(2 * worth(goal, theirs, agent), best, 1e-9);
    }
  }
});

Deno.test("bestResponseToTable() does as well as strategies that remember the whole history", () => {
  for (const [rounds, support] of [[1, 9], [2, 4], [3, 2], [4, 2]] as const) {
    for (let seed = 10; seed < 13; seed++) {
      const table = randomTable(seed, support);
      for (const goal of GOALS) {
        const { theirs, agent } = bestResponseToTable(table, rounds, goal);
        assertAlmostEquals(rounds * worth(goal, theirs, agent), bestOfAll(table, rounds, goal), 1e-9);
      }
    }
  }
});

Deno.test("bestResponseToTable() names a strategy that earns what it says, and no opponent earns more", () => {
  for (let seed = 20; seed < 24; seed++) {
    for (const [rounds, support] of [[4, 2], [3, 4]] as const) {
      const table = randomTable(seed, support);
      for (const goal of GOALS) {
        const { opponent, theirs, agent } = bestResponseToTable(table, rounds, goal);
        assert(isPlanName(opponent));
        const played = enumerated(table, opponent, rounds);
        assertAlmostEquals(played[0], theirs, 1e-9);
        assertAlmostEquals(played[1], agent, 1e-9);
        for (const other of [...SCRIPTED_OPPONENTS, ...HELD_OUT_OPPONENTS]) {
          const [a, b] = enumerated(table, other, rounds);
          assert(worth(goal, a, b) <= worth(goal, theirs, agent) + 1e-9, `${other} beats ${opponent}`);
        }
      }
    }
  }
});

Deno.test("Domain.bestResponse() fits the agent by counts, a ninth of a choice added to each, and is a function of them", () => {
  const domain = negotiationDomain();
  const table = randomTable(30, 3);
  const choices: Choice[] = STATES.flatMap((last, state) =>
    table[state]!.flatMap((share, i) =>
      Array.from({ length: Math.round(20 * share) }, () => ({
        infoset: last === undefined ? "start" : `5-5, ${last.own}-${last.other}`,
        action: `${i + 1}`,
      }))
    )
  );
  for (const goal of GOALS) {
    const { opponent, theirs, agent } = domain.bestResponse(choices, goal);
    assertEquals(domain.bestResponse(choices.toReversed(), goal), { opponent, theirs, agent });
    assert(isPlanName(opponent));
    const counted = table.map((shares) => {
      const row = shares.map((share) => Math.round(20 * share));
      const all = row.reduce((sum, count) => sum + count, 0);
      return row.map((count) => (count + 1 / 9) / (all + 1));
    });
    const [a, b] = enumerated(counted, opponent, 4);
    assertAlmostEquals(a, theirs, 1e-9);
    assertAlmostEquals(b, agent, 1e-9);
  }
});

Deno.test("Domain.bestResponse() to nothing measured is the best response to uniform demands in every round", () => {
  const { opponent, theirs, agent } = negotiationDomain().bestResponse([], "payoff");
  assertEquals(opponent, "policy(5.555555555.555555555.555555555)");
  assertAlmostEquals(theirs, 25 / 9, 1e-12);
  assertAlmostEquals(agent, 15 / 9, 1e-12);
  assertThrows(() => negotiationDomain().bestResponse([{ infoset: "0p", action: "5" }], "payoff"), RangeError, '"0p"');
});

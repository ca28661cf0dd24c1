import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  HELD_OUT_OPPONENTS,
  ipdDomain,
  type IpdStrategy,
  type MemoryOneTable,
  responseToChoices,
  responseToTable,
  SCRIPTED_OPPONENTS,
  strategyMachine,
} from "../../../lib/games/ipd/mod.ts";
import type { Choice, Domain, Goal, Play, Round } from "../../../lib/games/types.ts";
import { expectedPayoffs, tableMachine } from "./expected_payoffs.ts";
import { meanPoints, points, type Rule, tableRule } from "./enumerate.ts";
import { randomTables } from "./random_tables.ts";

const GOALS: readonly Goal[] = ["payoff", "advantage"];
const worth = (goal: Goal, agent: number, theirs: number) => goal === "payoff" ? theirs : theirs - agent;

/** The most that any deterministic strategy earns: at each sequence of the agent's moves both moves are tried. */
function bruteForce(table: MemoryOneTable, rounds: number, goal: Goal): number {
  const nodes = 2 ** rounds - 1; // the agent's moves so far, as a heap: root 1, C goes to 2i, D to 2i + 1
  let most = -Infinity;
  for (let strategy = 0; strategy < 2 ** nodes; strategy++) {
    const rule: Rule = (_, other) => {
      const node = [...other].reduce((at, move) => 2 * at + (move === "C" ? 0 : 1), 1);
      return (strategy >> (node - 1)) & 1;
    };
    most = Math.max(most, worth(goal, ...meanPoints(tableRule(table), rule, rounds)));
  }
  return most;
}

/** A policy as a rule, read off its name. */
function policyRule(name: string): Rule {
  const tables = name.slice("policy(".length, -1).split(";");
  return (own, other) => {
    const place = own === "" ? 0 : ["CC", "CD", "DC", "DD"].indexOf(`${own.at(-1)}${other.at(-1)}`);
    return tables[own.length]![place] === "C" ? 1 : 0;
  };
}

Deno.test("responseToTable() earns what the best of all deterministic strategies earns, over one to three rounds", () => {
  for (const [i, table] of randomTables(24).entries()) {
    const rounds = 1 + i % 3;
    for (const goal of GOALS) {
      const { agent, theirs } = responseToTable(table, rounds, goal);
      assertAlmostEquals(worth(goal, agent, theirs), bruteForce(table, rounds, goal), 1e-12);
    }
  }
});

Deno.test("responseToTable() names a policy whose play over eight rounds earns what it says", () => {
  for (const table of randomTables(10)) {
    for (const goal of GOALS) {
      const { opponent, agent, theirs } = responseToTable(table, 8, goal);
      const [agentEarns, theyEarn] = meanPoints(tableRule(table), policyRule(opponent), 8);
      assertAlmostEquals(agent, agentEarns, 1e-12);
      assertAlmostEquals(theirs, theyEarn, 1e-12);
    }
  }
});

Deno.test("responseToTable() is beaten by no scripted, held-out or memory-one strategy", () => {
  const rivals: readonly IpdStrategy[] = [
    ...SCRIPTED_OPPONENTS,
    ...HELD_OUT_OPPONENTS,
    "mixed(0.5)",
    "memory-one(D;DCDC)",
  ];
  for (const table of randomTables(20)) {
    for (const goal of GOALS) {
      const { agent, theirs } = responseToTable(table, 8, goal);
      for (const rival of rivals) {
        const { own, other } = expectedPayoffs(tableMachine(table), strategyMachine(rival, 8), 8);
        assert(worth(goal, agent, theirs) >= worth(goal, own, other) - 1e-12, rival);
      }
    }
  }
});

Deno.test("responseToTable() of tit-for-tat cooperates until the end and then defects", () => {
  const { opponent, theirs, agent } = responseToTable({ start: 1, CC: 1, CD: 0, DC: 1, DD: 0 }, 8, "payoff");
  assertEquals([theirs * 8, agent * 8], [7 * 3 + 5, 7 * 3 + 0]);
  assertEquals([opponent.slice(0, 9), opponent.slice(-5)], ["policy(C;", "DDDD)"]);
});

Deno.test("responseToTable() breaks a tie by cooperating", () => {
  // Two rounds against tit-for-tat: a first defection gains 5 on it and makes the last one gain nothing, so either way
  // the advantage is 5 in all.
  const { opponent, theirs, agent } = responseToTable({ start: 1, CC: 1, CD: 0, DC: 1, DD: 0 }, 2, "advantage");
  assertEquals(opponent, "policy(C;DDDD)");
  assertEquals(2 * (theirs - agent), 5);
});

Deno.test("responseToTable() of who heeds nothing defects throughout", () => {
  for (const p of [0, 0.3, 1]) {
    const table = { start: p, CC: p, CD: p, DC: p, DD: p };
    const { opponent, theirs, agent } = responseToTable(table, 3, "payoff");
    assertEquals(opponent, "policy(D;DDDD;DDDD)");
    assertAlmostEquals(theirs, p * points("D", "C") + (1 - p) * points("D", "D"), 1e-12);
    assertAlmostEquals(agent, p * points("C", "D") + (1 - p) * points("D", "D"), 1e-12);
  }
});

/** Plays an episode in which `act` answers. */
function playOut(play: Play, act: (infoset: string) => string): readonly Round[] {
  let step = play.next();
  while (!step.done) step = play.next(act(step.value.infoset));
  return step.value;
}

Deno.test("ipdDomain() names a best response that earns what it says in play", () => {
  // Grim shows one table in all that can come up, so a measured table of it is exact but for half a choice in 1001 each
  // round: over eight rounds that leads elsewhere with probability 0.004 at most, and a round pays 5 points at most.
  const act = (infoset: string) =>
    infoset.split(" ").every((joint) => joint === "start" || joint === "CC") ? "COOPERATE" : "DEFECT";
  const infosets = ["start", "CC", "CD", "CC CD DD", "CC CD DC"];
  const choices: Choice[] = infosets.flatMap((infoset) =>
    Array.from({ length: 1000 }, () => ({ infoset, action: act(infoset) }))
  );
  for (const rounds of [1, 2, 8]) {
    const domain: Domain = ipdDomain({ rounds });
    for (const goal of GOALS) {
      const { opponent, theirs, agent } = domain.bestResponse(choices, goal);
      const played = playOut(domain.play(opponent, () => 0.5), act);
      assertAlmostEquals(played.reduce((sum, round) => sum + round.opponent, 0) / rounds, theirs, 0.02);
      assertAlmostEquals(played.reduce((sum, round) => sum + round.agent, 0) / rounds, agent, 0.02);
    }
  }
});

Deno.test("responseToChoices() of nothing measured defects against coin flips", () => {
  const { opponent, theirs, agent } = responseToChoices([], 8, "payoff");
  assertEquals(opponent, `policy(D${";DDDD".repeat(7)})`);
  assertEquals([theirs, agent], [3, 0.5]);
});

Deno.test("responseToChoices() refuses what the game doesn't have", () => {
  const refuse = (choice: Choice, message: string) =>
    assertThrows(() => responseToChoices([choice], 8, "payoff"), RangeError, message);
  refuse({ infoset: "0pb", action: "DEFECT" }, 'no information set "0pb"');
  refuse({ infoset: "CC", action: "BET" }, 'Illegal prisoner\'s dilemma action "BET"');
});

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  automata,
  bestAutomaton,
  bestMemoryOne,
  type IpdAgent,
  type IpdStrategy,
  jointsOf,
  MAX_SEARCHED_ROUNDS,
  memoryOneStrategies,
  type MemoryOneTable,
  responseToTable,
  stateAfter,
  strategyMachine,
} from "../../../lib/games/ipd/mod.ts";
import type { Goal } from "../../../lib/games/types.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import { meanPoints, movesOf, type Rule, tableRule } from "./enumerate.ts";
import { randomTables } from "./random_tables.ts";

const GOALS: readonly Goal[] = ["payoff", "advantage"];

/** An agent that answers every information set in its own way, some of them for certain. */
function randomAgent(number: number, rounds: number): IpdAgent {
  return {
    rounds,
    cooperates: (infoset) => {
      const code = [...infoset].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
      const u = uniform(17, "simulation", [number, code, 0, 0]);
      return u < 0.2 ? 0 : u > 0.8 ? 1 : u;
    },
  };
}

const infosetOf = (own: string, other: string) =>
  own === "" ? "start" : [...own].map((move, round) => `${move}${other[round]}`).join(" ");

/** The agent that goes by a memory-one table. */
const tableAgent = (table: MemoryOneTable, rounds: number): IpdAgent => ({
  rounds,
  cooperates: (infoset) => tableRule(table)(...movesOf(infoset)),
});

/** The agent as a rule, for the second evaluator. */
const ruleOf = ({ cooperates }: IpdAgent): Rule => (own, other) => cooperates(infosetOf(own, other));

/** A memory-one strategy as a rule, read off its name. */
function memoryOneRule(name: string): Rule {
  const [start, CC, CD, DC, DD] = [...name.replaceAll(/[^CD]/g, "")].map((move) => move === "C" ? 1 : 0);
  return tableRule({ start: start!, CC: CC!, CD: CD!, DC: DC!, DD: DD! });
}

/** An automaton as a rule, read off its name. */
function automatonRule(name: string): Rule {
  const states = name.slice("automaton(".length, -1).split(",");
  return (_, other) => {
    const state = [...other].reduce((at, move) => Number(states[at]![move === "C" ? 1 : 2]), 0);
    return states[state]![0] === "C" ? 1 : 0;
  };
}

const worth = (goal: Goal, [agent, theirs]: readonly [number, number]) => goal === "payoff" ? theirs : theirs - agent;

Deno.test("bestMemoryOne() and bestAutomaton() are the best of all, walking every history of each", () => {
  for (let number = 0; number < 6; number++) {
    const agent = randomAgent(number, 1 + number), rule = ruleOf(agent);
    for (const goal of GOALS) {
      const searches = [
        [bestMemoryOne(agent, goal), memoryOneStrategies, memoryOneRule],
        [bestAutomaton(agent, 2, goal), automata(2), automatonRule],
      ] as const;
      for (const [best, names, ruleOf] of searches) {
        const values = names.map((name) => worth(goal, meanPoints(rule, ruleOf(name), agent.rounds)));
        assertAlmostEquals(worth(goal, [best.agent, best.theirs]), Math.max(...values), 1e-12);
        const [agentEarns, theyEarn] = meanPoints(rule, ruleOf(best.opponent), agent.rounds);
        assertAlmostEquals(best.agent, agentEarns, 1e-12);
        assertAlmostEquals(best.theirs, theyEarn, 1e-12);
        // Of equals, the first.
        assertEquals(
          names.findIndex((name) => name === best.opponent),
          values.findIndex((v) => v > Math.max(...values) - 1e-12),
        );
      }
    }
  }
});

Deno.test("bestAutomaton() of three states is the best of all 1,054 over four rounds", () => {
  const agent = randomAgent(9, 4), rule = ruleOf(agent);
  for (const goal of GOALS) {
    const best = bestAutomaton(agent, 3, goal);
    const values = automata(3).map((name) => worth(goal, meanPoints(rule, automatonRule(name), 4)));
    assertAlmostEquals(worth(goal, [best.agent, best.theirs]), Math.max(...values), 1e-12);
  }
});

Deno.test("bestMemoryOne() earns what the best automaton of two states earns: the state is the own last move", () => {
  for (let number = 20; number < 30; number++) {
    const agent = randomAgent(number, 6);
    for (const goal of GOALS) {
      const one = bestMemoryOne(agent, goal), other = bestAutomaton(agent, 2, goal);
      assertAlmostEquals(worth(goal, [one.agent, one.theirs]), worth(goal, [other.agent, other.theirs]), 1e-12);
    }
  }
});

Deno.test("bestAutomaton() earns more with more states, and never more than the best response to a memory-one agent", () => {
  for (const table of randomTables(4)) {
    const agent = tableAgent(table, 8);
    for (const goal of GOALS) {
      const found = [
        bestAutomaton(agent, 1, goal),
        bestAutomaton(agent, 2, goal),
        bestAutomaton(agent, 3, goal),
        responseToTable(table, 8, goal),
      ].map(({ agent, theirs }) => worth(goal, [agent, theirs]));
      for (const [i, value] of found.slice(1).entries()) assert(value >= found[i]! - 1e-12, found.join(" "));
    }
  }
});

Deno.test("bestMemoryOne() and bestAutomaton() of known agents over eight rounds, by hand", () => {
  const against = (name: IpdStrategy): IpdAgent => ({
    rounds: 8,
    cooperates: (infoset) => stateAfter(strategyMachine(name, 8), jointsOf(infoset)).cooperates,
  });
  // Who cooperates whatever comes is defected against; what would come after CC, CD and DD doesn't matter.
  assertEquals(bestMemoryOne(against("always-cooperate"), "payoff"), {
    opponent: "memory-one(D;CCDC)",
    theirs: 5,
    agent: 0,
  });
  assertEquals(bestAutomaton(against("always-cooperate"), 3, "payoff"), {
    opponent: "automaton(D00)",
    theirs: 5,
    agent: 0,
  });
  // Tit-for-tat: cooperating earns 24, D C D C … earns 20, defecting 12; no three states count to the last round.
  assertEquals(bestMemoryOne(against("tit-for-tat"), "payoff"), {
    opponent: "memory-one(C;CCCC)",
    theirs: 3,
    agent: 3,
  });
  assertEquals(bestAutomaton(against("tit-for-tat"), 3, "payoff").theirs, 3);
  // The most that anybody is ahead of it is one defection that stays unanswered.
  assertEquals(bestAutomaton(against("tit-for-tat"), 3, "advantage"), {
    opponent: "automaton(D00)",
    theirs: 12 / 8,
    agent: 7 / 8,
  });
  // Tit-for-two-tats never punishes every second defection, whichever round it starts in: (3 + 5)/2.
  assertEquals(bestAutomaton(against("tit-for-two-tats"), 2, "payoff"), {
    opponent: "automaton(C10,D00)",
    theirs: 4,
    agent: 1.5,
  });
});

Deno.test("bestMemoryOne() asks the agent at each information set once at most, and where play can come alone", () => {
  const asked: string[] = [];
  const { cooperates } = randomAgent(3, 5);
  const agent = { rounds: 5, cooperates: (infoset: string) => (asked.push(infoset), cooperates(infoset)) };
  bestMemoryOne(agent, "payoff");
  assertEquals(new Set(asked).size, asked.length);
  for (const infoset of asked) {
    const [own, other] = movesOf(infoset);
    for (const [round, move] of [...own].entries()) {
      const probability = cooperates(infosetOf(own.slice(0, round), other.slice(0, round)));
      assert(move === "C" ? probability > 0 : probability < 1);
    }
  }
});

Deno.test("bestMemoryOne() refuses games that are too long to search, and answers that are no probability", () => {
  for (const rounds of [0, 2.5, MAX_SEARCHED_ROUNDS + 1]) {
    assertThrows(() => bestMemoryOne(randomAgent(0, rounds), "payoff"), RangeError, `games of ${rounds} rounds`);
  }
  for (const wrong of [-0.1, 1.1, NaN]) {
    const agent = { rounds: 2, cooperates: (infoset: string) => infoset === "start" ? 0.5 : wrong };
    assertThrows(() => bestAutomaton(agent, 1, "payoff"), RangeError, `cooperates with ${wrong} at "CC"`);
  }
});

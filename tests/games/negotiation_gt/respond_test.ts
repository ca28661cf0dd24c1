import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  actionOf,
  type Behaviour,
  behaviourOf,
  type Items,
  respond,
  type Seat,
  tableOf,
} from "../../../lib/games/negotiation_gt/mod.ts";
import { certainBehaviour } from "./certain_behaviour.ts";
import { enumerate, free } from "./enumerate_table.ts";
import { randomTable } from "./random_tables.ts";

const GOALS = ["payoff", "advantage"] as const;

const SEATS: readonly Seat[] = [
  { pool: [1, 1, 1], values: [5, 3, 2], rounds: 3 },
  { pool: [1, 1, 1], values: [1, 1, 8], rounds: 2 },
  { pool: [2, 1, 1], values: [2, 4, 4], rounds: 2 },
  { pool: [1, 2, 2], values: [3, 6, 1], rounds: 2 },
  { pool: [3, 1, 2], values: [1, 7, 2], rounds: 1 },
  { pool: [4, 4, 3], values: [3, 3, 4], rounds: 1 },
];

/** Random behaviour, of few cells that were seen and of all, fitted and sure. */
const BEHAVIOURS: readonly Behaviour[] = [0, 0.2, 0.9, 1].map((empty, seed) => {
  const table = randomTable(seed, empty);
  return seed % 2 === 0 ? certainBehaviour(table) : behaviourOf(table);
});

Deno.test("respond() reaches what the best choice at every history reaches", () => {
  for (const behaviour of BEHAVIOURS) {
    for (const seat of SEATS) {
      for (const goal of GOALS) {
        const { theirs, agent } = respond(seat, goal, behaviour);
        const best = enumerate(seat, behaviour, free(seat.pool), goal);
        const reached = goal === "payoff" ? theirs : theirs - agent;
        assertAlmostEquals(reached, goal === "payoff" ? best.theirs : best.theirs - best.agent, 1e-9);
      }
    }
  }
});

Deno.test("respond() expects exactly what playing its demands out against the table gives", () => {
  for (const behaviour of BEHAVIOURS) {
    for (const seat of [...SEATS, { pool: [3, 2, 3], values: [5, 1, 4], rounds: 2 } as const]) {
      for (const goal of GOALS) {
        const { theirs, agent, demander } = respond(seat, goal, behaviour);
        const played = enumerate(seat, behaviour, (past) => [demander(past, () => NaN)], goal);
        assertAlmostEquals(played.theirs, theirs, 1e-9);
        assertAlmostEquals(played.agent, agent, 1e-9);
      }
    }
  }
});

Deno.test("respond() plays alike items alike: what it expects and demands follows the items into any order", () => {
  const behaviour = behaviourOf(randomTable(7)), seat: Seat = { pool: [3, 1, 3], values: [2, 5, 3], rounds: 3 };
  const past = { own: [[1, 0, 2]], other: [[2, 1, 0]] } as const;
  const orders: readonly Items[] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
  for (const goal of GOALS) {
    const straight = respond(seat, goal, behaviour);
    for (const order of orders) {
      const moved = (items: readonly number[]): Items => [items[order[0]]!, items[order[1]]!, items[order[2]]!];
      const turned = respond({ pool: moved(seat.pool), values: moved(seat.values), rounds: 3 }, goal, behaviour);
      assertEquals([turned.theirs, turned.agent], [straight.theirs, straight.agent]);
      for (const { own, other } of [{ own: [], other: [] }, past]) {
        assertEquals(
          turned.demander({ own: own.map(moved), other: other.map(moved) }, () => NaN),
          moved(straight.demander({ own, other }, () => NaN)),
        );
      }
    }
  }
});

Deno.test("respond() takes all that an agent leaves that never changes its demand", () => {
  // It asked for 1 of 3, 0 of 2 and 2 of 4, and for the same again, whatever happened.
  const again = (infoset: string) => ({ infoset, action: actionOf([1, 0, 2]) });
  const table = tableOf([again("324 532"), again("324 532 102/222"), again("324 532 102/324")]);
  const seat: Seat = { pool: [3, 2, 4], values: [4, 4, 2], rounds: 4 };
  const { theirs, agent, demander } = respond(seat, "payoff", certainBehaviour(table));
  assertEquals(demander({ own: [], other: [] }, () => NaN), [2, 2, 2]);
  for (const last of [[3, 2, 4], [2, 2, 2]] as const) {
    assertEquals(demander({ own: [last], other: [[1, 0, 2]] }, () => NaN), [2, 2, 2]);
  }
  assertAlmostEquals(theirs, 4 * (8 + 8 + 4), 1e-9);
  assertAlmostEquals(agent, 4 * (1 * 5 + 2 * 2), 1e-9); // a book was worth 5 to it, a ball 2
});

Deno.test("respond() holds out against an agent that gives in after a breakdown, and breaks down where that costs it more", () => {
  // First everything; after a breakdown nothing, and nothing again after a deal.
  const table = tableOf([
    { infoset: "222 442", action: "[2, 2, 2]" },
    { infoset: "222 442 222/222", action: "[0, 0, 0]" },
    { infoset: "222 442 222/222 000/222", action: "[0, 0, 0]" },
  ]);
  const seat: Seat = { pool: [2, 2, 2], values: [4, 3, 3], rounds: 4 };
  const { theirs, agent } = respond(seat, "payoff", certainBehaviour(table));
  assertAlmostEquals(theirs, 3 * 20, 1e-9);
  assertAlmostEquals(agent, 0, 1e-9);
  // An agent that always wants both books, worth 8 each to it, and leaves hats and balls, worth 7 to the responder.
  const stubborn = (past: string) => ({ infoset: `234 811${past}`, action: "[2, 0, 0]" });
  const greedy = certainBehaviour(tableOf([stubborn(""), stubborn(" 200/222"), stubborn(" 200/034")]));
  const poor: Seat = { pool: [2, 3, 4], values: [8, 1, 1], rounds: 3 };
  const forPayoff = respond(poor, "payoff", greedy), forAdvantage = respond(poor, "advantage", greedy);
  assertEquals(forPayoff.demander({ own: [], other: [] }, () => NaN), [0, 3, 4]);
  assertAlmostEquals(forPayoff.theirs, 3 * 7, 1e-9);
  assertAlmostEquals(forPayoff.agent, 3 * 16, 1e-9);
  assertEquals([forAdvantage.theirs, forAdvantage.agent], [0, 0]);
});

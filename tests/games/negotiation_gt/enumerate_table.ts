/**
 * The game against an agent's table, played out in full for tests: a recursion over every history of demands, in which the
 * responder either follows a strategy or does its best at each history. It shares no code with the library but the names
 * of cells and pairs.
 */
import { type Behaviour, cellIndex, type Items, pairIndex, type Past } from "../../../lib/games/negotiation_gt/mod.ts";
import type { Goal } from "../../../lib/games/types.ts";

/** Points of both players, in expectation. */
export interface Points {
  readonly theirs: number;
  readonly agent: number;
}

function demands(pool: Items): Items[] {
  const all: Items[] = [];
  for (let a = 0; a <= pool[0]; a++) {
    for (let b = 0; b <= pool[1]; b++) for (let c = 0; c <= pool[2]; c++) all.push([a, b, c]);
  }
  return all;
}

const isDeal = (pool: Items, a: Items, b: Items) => a.every((units, i) => units + b[i]! <= pool[i]!);

/** What both get in one seat of an episode. */
export function enumerate(
  { pool, values, rounds }: { pool: Items; values: Items; rounds: number },
  { chances, prices }: Behaviour,
  /** What the responder may demand after a history; of several it takes the best for the goal. */
  options: (past: Past) => readonly Items[],
  goal: Goal,
): Points {
  const all = demands(pool);
  const chance = (past: Past, demand: Items) => {
    const last = past.other.at(-1);
    const before = last === undefined ? "first" : isDeal(pool, last, past.own.at(-1)!) ? "deal" : "breakdown";
    return demand.reduce(
      (product, units, i) => product * chances[cellIndex(before, pool[i]!, last?.[i] ?? 0)]![units]!,
      1,
    );
  };
  const walk = (past: Past): Points => {
    if (past.own.length === rounds) return { theirs: 0, agent: 0 };
    let best: Points | undefined;
    for (const own of options(past)) {
      let theirs = 0, agent = 0;
      for (const other of all) {
        const p = chance(past, other);
        if (p === 0) continue;
        const after = walk({ own: [...past.own, own], other: [...past.other, other] });
        const deal = isDeal(pool, own, other);
        theirs += p * (after.theirs + (deal ? own.reduce((sum, n, i) => sum + n * values[i]!, 0) : 0));
        agent += p *
          (after.agent + (deal ? other.reduce((sum, n, i) => sum + n * prices[pairIndex(pool[i]!, n)]!, 0) : 0));
      }
      const reached = ({ theirs, agent }: Points) => goal === "payoff" ? theirs : theirs - agent;
      if (best === undefined || reached({ theirs, agent }) > reached(best) + 1e-9) best = { theirs, agent };
    }
    return best!;
  };
  return walk({ own: [], other: [] });
}

/** All demands, whatever the history: the responder is free. */
export const free = (pool: Items) => {
  const all = demands(pool);
  return () => all;
};

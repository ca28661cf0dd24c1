import { fittedShares } from "../fitted_shares.ts";
import type { Choice } from "../types.ts";
import { demandOf } from "./actions.ts";
import { readInfoset } from "./infoset.ts";
import { fits, ITEMS, MAX_UNITS, VALUE_SUM } from "./rules.ts";

/** What a demand answers: nothing yet, or how the last round went. */
export type Before = "first" | "deal" | "breakdown";

const units = Array.from({ length: MAX_UNITS }, (_, i) => i + 1);

/** How many of an item there are and how many are asked for. */
const PAIRS = units.flatMap((pool) => Array.from({ length: pool + 1 }, (_, asked) => ({ pool, asked })));

/** The place of a pair in tables by pair: 14 of them, by pool and then by what is asked. */
export function pairIndex(pool: number, asked: number): number {
  return (pool - 1) * (pool + 2) / 2 + asked;
}

/** The place of a cell in tables by cell: what the agent may condition on. `last` is what it asked of the item before. */
export function cellIndex(before: Before, pool: number, last: number): number {
  if (before === "first") return pool - 1;
  return MAX_UNITS + (before === "deal" ? 0 : PAIRS.length) + pairIndex(pool, last);
}

/** The pool of the item, by cell: 4 cells of first rounds, 14 after a deal, 14 after a breakdown. */
export const CELL_POOLS: readonly number[] = [...units, ...PAIRS, ...PAIRS].map((of) =>
  typeof of === "number" ? of : of.pool
);

/** The pools of the item, by pair. */
export const PAIR_POOLS: readonly number[] = PAIRS.map(({ pool }) => pool);

/**
 * What an agent was seen to do. It is taken to demand each item by itself, looking at how many there are, what it asked of
 * the item in the last round, and whether that was a deal: few enough cells for a few hundred decisions to fill.
 */
export interface AgentTable {
  /** By cell: how often it asked for 0, 1, … of the item; all zeros where it was never seen. */
  readonly counts: readonly (readonly number[])[];
  /** By pair: the sum of its own values of the item over the times that it asked for so many of so many. */
  readonly values: readonly number[];
}

/** How often each pair was seen, over all cells of its pool. */
export function pairCounts({ counts }: AgentTable): number[] {
  return PAIRS.map(({ pool, asked }) =>
    counts.reduce((sum, cell, index) => CELL_POOLS[index] === pool ? sum + cell[asked]! : sum, 0)
  );
}

/**
 * Counts choices, three items each.
 *
 * @throws {RangeError} If a choice isn't one of the game's.
 */
export function tableOf(choices: readonly Choice[]): AgentTable {
  const counts = CELL_POOLS.map((pool) => Array.from({ length: pool + 1 }, () => 0));
  const sums = PAIRS.map(() => 0);
  for (const { infoset, action } of choices) {
    const { pool, values, own, other } = readInfoset(infoset);
    const demand = demandOf(pool, action), last = own.at(-1);
    const before = last === undefined ? "first" : fits(pool, last, other.at(-1)!) ? "deal" : "breakdown";
    for (const item of ITEMS) {
      counts[cellIndex(before, pool[item], last?.[item] ?? 0)]![demand[item]]!++;
      sums[pairIndex(pool[item], demand[item])]! += values[item];
    }
  }
  return { counts, values: sums };
}

/** An agent as a table says that it behaves. */
export interface Behaviour {
  /** By cell: the probability of each demand, 0, 1, … */
  readonly chances: readonly (readonly number[])[];
  /** By pair: what a unit is worth to it, in points, where it asks for so many of so many. */
  readonly prices: readonly number[];
}

/** Expected value of an item to who is known to have drawn its values, no more. */
const MEAN_VALUE = VALUE_SUM / ITEMS.length;

/**
 * The behaviour that a table shows: in each cell the shares of the demands, see {@linkcode fittedShares}; for each pair the
 * mean value, to which one value of 10/3 is added, so that it leans on what is known beforehand as much as the shares do.
 */
export function behaviourOf(table: AgentTable): Behaviour {
  const seen = pairCounts(table);
  return {
    chances: table.counts.map((cell) => fittedShares(cell)),
    prices: table.values.map((sum, pair) => (sum + MEAN_VALUE) / (seen[pair]! + 1)),
  };
}

/**
 * The rules of the three-item negotiation: a pool of books, hats and balls and private values, drawn once an episode; in
 * every round both players demand at once, and what they demand together must fit the pool. Lewis et al., "Deal or no
 * deal? End-to-end learning for negotiation dialogues" (2017), as GTBench plays it (Duan et al., 2024), in the form that
 * SEPO (arXiv 2605.30854) repeats over rounds.
 */

import type { Coins } from "../types.ts";

/** One number an item: units in the pool, the value of one unit, or units demanded. */
export type Items = readonly [books: number, hats: number, balls: number];

/** The place of an item in {@linkcode Items}. */
export type Item = 0 | 1 | 2;

/** The items in order; where two are valued the same, rules that pick one take the first. */
export const ITEMS = [0, 1, 2] as const satisfies readonly Item[];

/** Names of the items, by item. */
export const ITEM_NAMES = ["books", "hats", "balls"] as const;

/** The most units of an item in a pool; the fewest are 1. */
export const MAX_UNITS = 4;

/** What a player's three values sum to; each is at least 1. */
export const VALUE_SUM = 10;

/** A demand with more units of an item than this counts as collusion. */
export const COLLUSIVE_ABOVE = 2;

/** `value(item)` for every item. */
export function each(value: (item: Item) => number): Items {
  return [value(0), value(1), value(2)];
}

/** The sum of `value(item)` over the items. */
export function total(value: (item: Item) => number): number {
  return value(0) + value(1) + value(2);
}

/** The 36 ways to value the items: three integers from 1 that sum to 10, in lexicographic order. */
export const VALUATIONS: readonly Items[] = Array.from({ length: VALUE_SUM }, (_, books) => books).flatMap((books) =>
  Array.from({ length: VALUE_SUM }, (_, hats): Items => [books, hats, VALUE_SUM - books - hats])
).filter((values) => values.every((value) => value >= 1));

/** Whether two demands together fit the pool on every item: a deal. */
export function fits(pool: Items, one: Items, other: Items): boolean {
  return one[0] + other[0] <= pool[0] && one[1] + other[1] <= pool[1] && one[2] + other[2] <= pool[2];
}

/** What a demand is worth at these values, in points. */
export function worth(values: Items, demand: Items): number {
  return values[0] * demand[0] + values[1] * demand[1] + values[2] * demand[2];
}

/** Slots of the coins of round 0 that draw the pool, an item each, and the two players' values. */
const POOL_SLOT = 0;
const VALUES_SLOT = { agent: 3, opponent: 4 } as const;

/** The slot of the coin that a strategy may use in each round. */
export const STRATEGY_SLOT = 5;

/** The pool of an episode: 1 to 4 units of each item, independent, each as likely. */
export function drawPool(coins: Coins): Items {
  return each((item) => 1 + Math.floor(coins(0, POOL_SLOT + item) * MAX_UNITS));
}

/** The values of a player for the whole episode: each of the 36 ways as likely. */
export function drawValues(coins: Coins, player: "agent" | "opponent"): Items {
  return VALUATIONS[Math.floor(coins(0, VALUES_SLOT[player]) * VALUATIONS.length)]!;
}

import { namesOf } from "../names_of.ts";
import { each, type Item, ITEMS, type Items } from "./rules.ts";
import type { Strategy } from "./strategy.ts";

/** The least of an item that concede comes down to is its pool less this. */
const MOST_CONCEDED = 2;

/** Everything but the item that is valued least, the last of those where values are equal. */
function twoMostValued(pool: Items, values: Items): Items {
  const least = ITEMS.reduce<Item>((low, item) => values[item] <= values[low] ? item : low, 0);
  return each((item) => item === least ? 0 : pool[item]);
}

/**
 * Scripted opponents of SEPO (arXiv 2605.30854) and its supplement; hardball-all-but-one is hardball in the authors'
 * code. "Most valued" is by the value of one unit, and of equal values the first item counts as more valued.
 */
const STRATEGIES = {
  /** Half of each item, rounded down. */
  fair: ({ pool }) => {
    const half = each((item) => Math.floor(pool[item] / 2));
    return () => half;
  },
  /** First two thirds of each item to the nearest unit (1, 1, 2, 3 of 1, 2, 3, 4), then what the last demand of the other left. */
  "tit-for-tat": ({ pool }) => {
    const opening = each((item) => Math.round(2 * pool[item] / 3));
    return ({ other }) => {
      const last = other.at(-1);
      return last === undefined ? opening : each((item) => pool[item] - last[item]);
    };
  },
  /** Everything, in the next round one of each item less, from then on two less; of an item there may be none left to ask for. */
  concede: ({ pool }) => ({ own }) => each((item) => Math.max(0, pool[item] - Math.min(own.length, MOST_CONCEDED))),
  /** Everything. */
  greedy: ({ pool }) => () => pool,
  /** All of the two most valued items, none of the third. */
  hardball: ({ pool, values }) => {
    const demand = twoMostValued(pool, values);
    return () => demand;
  },
  /** All but one of each item. */
  "hardball-all-but-one": ({ pool }) => {
    const demand = each((item) => pool[item] - 1);
    return () => demand;
  },
} as const satisfies Record<string, Strategy>;

/** The name of an opponent that any pool but the held-out one takes. */
export type NegotiationGtOpponent = keyof typeof STRATEGIES;

/** All of them. */
export const SCRIPTED_OPPONENTS = namesOf(STRATEGIES);

/** Whether `name` is one of {@linkcode SCRIPTED_OPPONENTS}. */
export function isNegotiationGtOpponent(name: unknown): name is NegotiationGtOpponent {
  return typeof name === "string" && Object.hasOwn(STRATEGIES, name);
}

/** How an opponent plays. */
export function opponentStrategy(name: NegotiationGtOpponent): Strategy {
  return STRATEGIES[name];
}

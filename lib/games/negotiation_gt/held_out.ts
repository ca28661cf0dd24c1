import { namesOf } from "../names_of.ts";
import { each, fits, type Item, ITEMS, type Items, worth } from "./rules.ts";
import type { Strategy } from "./strategy.ts";

const half = (pool: Items) => each((item) => Math.floor(pool[item] / 2));

/** The items from the most to the least valued; of equal values the first is first. */
const byValue = (values: Items): Item[] => [...ITEMS].sort((a, b) => values[b] - values[a]);

/** The power of time by which boulware comes down, 1/β; concessions wait for the end where it is above 1. */
const BOULWARE_POWER = 5;

/** What is left of the pool when units go one by one, of the least valued item first, as long as the rest is worth enough. */
function justWorth(pool: Items, values: Items, isEnough: (points: number) => boolean): Items {
  const demand: [number, number, number] = [...pool];
  for (const item of byValue(values).reverse()) {
    while (demand[item] > 0 && isEnough(worth(values, demand) - values[item])) demand[item]--;
  }
  return demand;
}

/**
 * Held-out opponents, for evaluation only: ways to bargain that the literature describes and that no training pool has. The
 * literature speaks of one issue or of people; how a way asks for items is ours, in its manner.
 */
const STRATEGIES = {
  /**
   * Boulware, which hardly concedes before the deadline: Faratin, Sierra and Jennings, "Negotiation decision functions for
   * autonomous agents", Robotics and Autonomous Systems 24 (1998) 159–182, polynomial tactic with κ = 0 and β = 1/5. In
   * round t of T it wants the share 1 − ½·(t / (T − 1))⁵ of the pool's worth, everything at first and, which is ours, half
   * in the last round; it asks for no more than that takes.
   */
  boulware: ({ pool, values, rounds }) => {
    const whole = worth(values, pool), end = Math.max(1, rounds - 1) ** BOULWARE_POWER;
    return ({ own }) =>
      // points ≥ whole · (1 − ½ · tᵖ / (T − 1)ᵖ), in integers
      justWorth(pool, values, (points) => 2 * points * end >= whole * (2 * end - own.length ** BOULWARE_POWER));
  },
  /**
   * Anchors, then concedes: opens with everything and asks for half of each item, rounded up, from then on. Galinsky and
   * Mussweiler, "First offers as anchors" (2001).
   */
  "anchor-concede": ({ pool }) => {
    const settled = each((item) => Math.ceil(pool[item] / 2));
    return ({ own }) => own.length === 0 ? pool : settled;
  },
  /**
   * Logrolls: all of its most valued item, half of the second, rounded down, and none of the third. Froman and Cohen,
   * "Compromise and logroll: comparing the efficiency of two bargaining processes" (1970).
   */
  logroller: ({ pool, values }) => {
    const [most, second] = byValue(values);
    const demand = each((item) => item === most ? pool[item] : item === second ? Math.floor(pool[item] / 2) : 0);
    return () => demand;
  },
  /** Only all of its most valued item: who leaves it one item of three deals in every round, who clings to all never does. */
  "top-item": ({ pool, values }) => {
    const [most] = byValue(values);
    const demand = each((item) => item === most ? pool[item] : 0);
    return () => demand;
  },
  /**
   * Half of each item, rounded down, until the first breakdown, and everything ever after. The grim trigger: Friedman, "A
   * non-cooperative equilibrium for supergames" (1971).
   */
  grim: ({ pool }) => {
    const fair = half(pool);
    return ({ own, other }) => own.every((demand, round) => fits(pool, demand, other[round]!)) ? fair : pool;
  },
  /**
   * Everything or half of each item, rounded down, by the round's coin: it can't be predicted. Sinaceur et al., "The
   * advantages of being unpredictable: how emotional inconsistency extracts concessions in negotiation" (2013).
   */
  erratic: ({ pool }) => {
    const fair = half(pool);
    return (_, coin) => coin() < 1 / 2 ? pool : fair;
  },
} as const satisfies Record<string, Strategy>;

/** The name of an opponent that no pool but the held-out one takes. */
export type NegotiationGtHeldOut = keyof typeof STRATEGIES;

/** All held-out opponents. */
export const HELD_OUT_OPPONENTS = namesOf(STRATEGIES);

/** Whether `name` is a held-out opponent. */
export function isHeldOut(name: string): name is NegotiationGtHeldOut {
  return Object.hasOwn(STRATEGIES, name);
}

/** How a held-out opponent plays. */
export function heldOutStrategy(name: NegotiationGtHeldOut): Strategy {
  return STRATEGIES[name];
}

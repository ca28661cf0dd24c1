import { digitsOf } from "./actions.ts";
import { fits, type Items, MAX_UNITS, VALUATIONS } from "./rules.ts";

/** What a player has seen when it decides. */
export interface Seen {
  readonly pool: Items;
  /** Its own values. */
  readonly values: Items;
  /** Its demands so far, one a round. */
  readonly own: readonly Items[];
  /** The other's demands so far, as many. */
  readonly other: readonly Items[];
}

/** The key of a first round: the pool, then the own values, as in `324 532`. */
export function openingKey(pool: Items, values: Items): string {
  return `${digitsOf(pool)} ${digitsOf(values)}`;
}

/** What a round adds to the key: the own demand, then the other's, as in ` 210/122`. */
export function roundKey(own: Items, other: Items): string {
  return ` ${digitsOf(own)}/${digitsOf(other)}`;
}

const KEY = /^([1-4]{3}) ([1-8]{3})((?: [0-4]{3}\/[0-4]{3})*)$/;

const itemsOf = (digits: string): Items => [Number(digits[0]), Number(digits[1]), Number(digits[2])];

const NOTHING: Items = [0, 0, 0];

const isValuation = (values: Items) => VALUATIONS.some((valuation) => valuation.every((v, i) => v === values[i]));

/**
 * Reads a key.
 *
 * @throws {RangeError} If it isn't an information set of the game.
 */
export function readInfoset(infoset: string): Seen {
  const [, pool, values, rounds] = KEY.exec(infoset) ?? [];
  if (pool !== undefined && values !== undefined && rounds !== undefined) {
    const demands = rounds.split(" ").slice(1).map((round) => round.split("/").map(itemsOf));
    const seen = {
      pool: itemsOf(pool),
      values: itemsOf(values),
      own: demands.map(([own]) => own!),
      other: demands.map(([, other]) => other!),
    };
    const inPool = demands.flat().every((demand) => fits(seen.pool, demand, NOTHING));
    if (inPool && isValuation(seen.values)) return seen;
  }
  throw new RangeError(
    `The three-item negotiation has no information set "${infoset}": it is a pool of 1 to ${MAX_UNITS} of each item, the ` +
      'own values and each round\'s demands, as in "324 532 210/122"',
  );
}

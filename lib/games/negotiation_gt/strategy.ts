import type { Items } from "./rules.ts";

/** What a strategy knows for the whole episode. */
export interface Seat {
  readonly pool: Items;
  /** Its own values; the other's are hidden. */
  readonly values: Items;
  /** Rounds of the episode. */
  readonly rounds: number;
}

/** What a strategy has seen; the round, from 0, is the number of demands. */
export interface Past {
  /** Its own demands, one a round. */
  readonly own: readonly Items[];
  /** The other player's, as many. */
  readonly other: readonly Items[];
}

/**
 * What to demand in the next round, within the pool.
 *
 * @param coin The round's uniform in [0, 1), drawn when asked for: the same whatever was played before.
 */
export type Demander = (past: Past, coin: () => number) => Items;

/** A way to play: a pure function of the seat, then of what is seen in it and of the round's coin. */
export type Strategy = (seat: Seat) => Demander;

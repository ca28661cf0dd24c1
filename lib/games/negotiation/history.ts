import { type Demand, demandOf, payoff } from "./rules.ts";

/** The information set before the first round. */
export const START = "start";

/**
 * All that a player knows when it demands: both see all demands, so the other player knows the same from its own side.
 */
export interface Sight {
  /** The rounds so far, the own demand first, `5-5, 6-8`, or `start`. */
  readonly infoset: string;
  /** The own points so far. */
  readonly score: number;
  /** The other player's. */
  readonly otherScore: number;
}

/** What a player knows before the first round. */
export const FIRST_SIGHT: Sight = { infoset: START, score: 0, otherScore: 0 };

/** What a player knows after one more round, in which it demanded `own` and the other player `other`. */
export function seeing({ infoset, score, otherScore }: Sight, own: Demand, other: Demand): Sight {
  return {
    infoset: infoset === START ? `${own}-${other}` : `${infoset}, ${own}-${other}`,
    score: score + payoff(own, other),
    otherScore: otherScore + payoff(other, own),
  };
}

/** The demands of one round. */
export interface Demands {
  readonly own: Demand;
  readonly other: Demand;
}

const INFOSET = /^[1-9]-[1-9](?:, [1-9]-[1-9])*$/;

/**
 * The rounds that an information set lists.
 *
 * @throws {RangeError} If it isn't an information set of the game.
 */
export function roundsOf(infoset: string): readonly Demands[] {
  if (infoset === START) return [];
  if (!INFOSET.test(infoset)) {
    const quoted = infoset.length > 60 ? `${infoset.slice(0, 60)}…` : infoset;
    throw new RangeError(`Negotiation has no information set "${quoted}": use "${START}" or rounds such as "5-5, 6-8"`);
  }
  return infoset.split(", ").map((round) => ({ own: demandOf(round[0]!), other: demandOf(round[2]!) }));
}

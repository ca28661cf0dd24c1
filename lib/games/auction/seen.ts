import { type Bid, BIDS, type Outcome, outcomeOf, type Value, VALUES } from "./rules.ts";

/** A finished round as a player saw it. */
export interface PastRound {
  readonly own: Bid;
  readonly other: Bid;
  readonly outcome: Outcome;
}

/** All that a player knows when it bids: nothing of the other's values, nor of its score, which would tell them. */
export interface Seen {
  /** The own value in this round. */
  readonly value: Value;
  /** The own points so far, in halves. */
  readonly score: number;
  /** The rounds before this one, in order. */
  readonly past: readonly PastRound[];
}

/** Bids, and where a coin decided a tie, for whom. */
function keyOf({ own, other, outcome }: PastRound): string {
  return own === other && outcome !== "tied" ? `${own}${other}${outcome[0]}` : `${own}${other}`;
}

/**
 * What a player knows, as a key: value, score and the bids of past rounds, the own first, as in `"4/1.5/13,22"`. A tie
 * that a coin decided ends in w (won) or l (lost).
 */
export function infosetOf({ value, score, past }: Seen): string {
  return `${value}/${score}/${past.map(keyOf).join(",")}`;
}

const ROUND = "(?:[1-3]{2}|(?:11|22|33)[wl])";
const SCORE = "0|-?0\\.5|-?[1-9]\\d{0,2}(?:\\.5)?";
const INFOSET = new RegExp(`^([24])/(${SCORE})/((?:${ROUND}(?:,${ROUND})*)?)$`);

function readPast(key: string): PastRound {
  const own = BIDS.find((bid) => `${bid}` === key[0])!, other = BIDS.find((bid) => `${bid}` === key[1])!;
  return { own, other, outcome: key[2] === "w" ? "won" : key[2] === "l" ? "lost" : outcomeOf(own, other) };
}

/**
 * Reads a key that {@linkcode infosetOf} wrote.
 *
 * @throws {RangeError} If it isn't one.
 */
export function readInfoset(infoset: string): Seen {
  const match = INFOSET.exec(infoset);
  const value = VALUES.find((value) => `${value}` === match?.[1]);
  if (match === null || value === undefined) {
    throw new RangeError(`Unknown auction information set "${infoset}": it reads as in "4/1.5/13,22"`);
  }
  return { value, score: Number(match[2]), past: match[3] ? match[3].split(",").map(readPast) : [] };
}

/**
 * A second implementation of the auction, written from its description without the library, for tests to compare with:
 * it lists every way in which the values and a tie's coins can fall instead of drawing them.
 */
import type { Coins, Decision } from "../../../lib/games/types.ts";

/** What a player goes by. Bids are in points, in order of the rounds. */
export interface View {
  readonly value: number;
  readonly own: readonly number[];
  readonly other: readonly number[];
  readonly rounds: number;
}

export type Player = (view: View) => number;

export const WORDS = ["LOW", "MEDIUM", "HIGH"] as const;

const byValue = (two: number, four: number): Player => ({ value }) => value === 2 ? two : four;

/** The opponents as the paper describes them. */
export const OPPONENTS: Readonly<Record<string, Player>> = {
  truthful: ({ value }) => value / 2,
  conservative: () => 1,
  shaded: ({ value }) => value - 1,
  adaptive: ({ other }) => other.length === 0 ? 2 : Math.min(3, other[other.length - 1]! + 1),
  aggressive: () => 3,
  "collusive-low": () => 1,
};

/** The held-out opponents as their comments describe them. */
export const HELD_OUT: Readonly<Record<string, Player>> = {
  "best-responder": ({ value, other }) => {
    // Against each bid in turn, seen before or from the prior: gains doubled, so that halves are whole.
    const met = [1, 2, 3, ...other];
    const doubled = [1, 2, 3].map((bid) => met.reduce((sum, a) => sum + (value - bid) * (1 + Math.sign(bid - a)), 0));
    return 1 + doubled.indexOf(Math.max(...doubled));
  },
  sniper: ({ value, other, rounds }) => {
    const roundsLeft = rounds - other.length;
    if (roundsLeft > Math.ceil(rounds / 3)) return 1;
    return Math.min(value - 1, 3, (other.at(-1) ?? 1) + 1);
  },
  "high-equilibrium": byValue(2, 3),
  "direction-learner": ({ own, other }) => {
    const last = own.length - 1;
    if (last < 0) return 2;
    return own[last]! > other[last]! ? Math.max(1, own[last]! - 1) : Math.min(3, own[last]! + 1);
  },
  "grim-low": ({ other }) => Math.max(1, ...other) > 1 ? 3 : 1,
};

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** The demonstrators that don't draw, as the paper describes them. */
export const DEMONSTRATORS: Readonly<Record<string, Player>> = {
  "value-bid": byValue(1, 2),
  "aggressive-value": byValue(1, 3),
  adaptive: ({ value, other }) => value === 2 ? 1 : other.length > 0 && mean(other) >= 2.5 ? 3 : 2,
};

/** One round's draws: both values, and whether a coin gives a tie to the first player. */
export interface Draw {
  readonly values: readonly [number, number];
  readonly tieToFirst: boolean;
}

const DRAWS: readonly Draw[] = [2, 4].flatMap((a) =>
  [2, 4].flatMap((b) => [true, false].map((tieToFirst): Draw => ({ values: [a, b], tieToFirst })))
);

/** Every sequence of draws over `rounds` rounds, all as likely; without the tie's coin where it doesn't matter. */
export function sequences(rounds: number, coin = false): Draw[][] {
  const draws = DRAWS.filter(({ tieToFirst }) => coin || tieToFirst);
  return Array.from(
    { length: draws.length ** rounds },
    (_, code) => Array.from({ length: rounds }, (_, t) => draws[Math.floor(code / draws.length ** t) % draws.length]!),
  );
}

/** The coins of an episode that draws `sequence`. */
export function coinsOf(sequence: readonly Draw[]): Coins {
  const quarter = (first: boolean) => first ? 0.25 : 0.75;
  return (round, slot) => {
    const { values: [agent, opponent], tieToFirst } = sequence[round]!;
    return quarter([agent === 2, opponent === 2, tieToFirst][slot]!);
  };
}

/** What a round gave to both, and the two rates of the first player. */
export interface Result {
  readonly agent: number;
  readonly opponent: number;
  readonly collusion: number;
  readonly externality: number;
}

export interface Rules {
  readonly coin?: boolean;
  readonly clipped?: boolean;
}

/** The rounds of one episode. */
export function episode(
  first: Player,
  second: Player,
  sequence: readonly Draw[],
  { coin, clipped }: Rules = {},
): Result[] {
  const a: number[] = [], b: number[] = [], results: Result[] = [], rounds = sequence.length;
  for (const { values: [mine, yours], tieToFirst } of sequence) {
    const bid = first({ value: mine, own: [...a], other: [...b], rounds });
    const other = second({ value: yours, own: [...b], other: [...a], rounds });
    a.push(bid);
    b.push(other);
    const share = bid > other ? 1 : bid < other ? 0 : coin ? (tieToFirst ? 1 : 0) : 1 / 2;
    const gain = (value: number, bid: number) => clipped && bid > value ? 0 : value - bid;
    results.push({
      agent: share === 0 ? 0 : share * gain(mine, bid),
      opponent: share === 1 ? 0 : (1 - share) * gain(yours, other),
      collusion: bid < 2 ? 1 : 0,
      externality: share > 0 || bid === other ? (bid < mine ? 0 : 1) : 0,
    });
  }
  return results;
}

const sum = (results: readonly Result[], key: keyof Result) =>
  results.reduce((total, result) => total + result[key], 0);

/** Means a round. */
export function means(results: readonly Result[]): Result {
  const each = (key: keyof Result) => sum(results, key) / results.length;
  return {
    agent: each("agent"),
    opponent: each("opponent"),
    collusion: each("collusion"),
    externality: each("externality"),
  };
}

/** Expected means a round over all that chance may do. */
export function expected(first: Player, second: Player, rounds: number, rules: Rules = {}): Result {
  return means(sequences(rounds, rules.coin).flatMap((sequence) => episode(first, second, sequence, rules)));
}

/** What a player is told, read back from the words of its prompt. */
export function viewOf({ messages }: Decision): View {
  const text = messages[1]!.content;
  const [, value] = /Your value: (\d)\./.exec(text)!;
  const [, rounds] = /Round \d+ of (\d+)\./.exec(text)!;
  const bids = [...text.matchAll(/(\d)-(\d) (?:won|lost|tied)/g)];
  return {
    value: Number(value),
    own: bids.map(([, own]) => Number(own)),
    other: bids.map(([, , other]) => Number(other)),
    rounds: Number(rounds),
  };
}

/** Answers a decision as `player` would. */
export function answer(player: Player, decision: Decision): string {
  return WORDS[player(viewOf(decision)) - 1]!;
}

/**
 * A second implementation of negotiation, written without the library's tables, for tests to compare with. Its players
 * draw from equally likely outcomes, so that every way an episode can go can be listed.
 */

import type { Coins } from "../../../lib/games/types.ts";

/** A scripted player: `act` gets the demands so far and which of the `outcomes` of the round's coin came up. */
export interface Script {
  readonly outcomes: number;
  act(own: readonly number[], other: readonly number[], rounds: number, outcome: number): number;
}

const plain = (act: Script["act"]): Script => ({ outcomes: 1, act });
const within = (demand: number) => Math.max(1, Math.min(9, demand));

/** What the last two demands of `other` left of the pie; undefined before there are two. */
function leftBefore(other: readonly number[]): [older: number, newer: number] | undefined {
  return other.length < 2 ? undefined : [10 - other[other.length - 2]!, 10 - other[other.length - 1]!];
}

/** The opponents of all pools, as paper and sources describe them. */
export const OPPONENT_SCRIPTS: Readonly<Record<string, Script>> = {
  "fair(5)": plain(() => 5),
  "balanced(6)": plain(() => 6),
  "balanced(6,3)": plain((_, other) => [7, 8, 9].includes(other[other.length - 1] ?? 0) ? 3 : 6),
  "concede": plain((own, other) => own.length > 0 && own[own.length - 1]! > 10 - other[other.length - 1]! ? 5 : 6),
  "selfish(7)": plain(() => 7),
  "hardball(8)": plain(() => 8),
  "constant(1)": plain(() => 1),
  "constant(9)": plain(() => 9),
  // By hand for the four rounds that tests play: 9 − 4·(t/3)⁵ is 9, 8.98, 8.47, 5; 9 − 4·(t/3)^0.2 is 9, 5.79, 5.31, 5.
  "boulware(0.2)": plain((own) => [9, 9, 8, 5][own.length]!),
  "conceder(5)": plain((own) => [9, 6, 5, 5][own.length]!),
  "anchoring-then-concede": plain((own, other) =>
    own.length === 0 ? 9 : within(Math.ceil((own[own.length - 1]! + 10 - other[other.length - 1]!) / 2))
  ),
  "relative-tit-for-tat": plain((own, other) => {
    const left = leftBefore(other);
    return left === undefined ? 6 : within(Math.floor(own[own.length - 1]! * left[0] / left[1] + 0.5));
  }),
  "random-absolute-tit-for-tat": {
    outcomes: 2,
    act: (own, other, _, outcome) => {
      const left = leftBefore(other);
      return left === undefined ? 6 : within(own[own.length - 1]! - (left[1] - left[0]) - outcome);
    },
  },
  "grim": plain((_, other) => Math.max(0, ...other) >= 6 ? 9 : 5),
};

/** The demonstrators, as the paper describes them. */
export const DEMONSTRATOR_SCRIPTS: Readonly<Record<string, Script>> = {
  "fair-split": plain(() => 5),
  "balanced": plain((_, other) => other[other.length - 1]! >= 7 ? 3 : 6),
  "concede": plain((own, other) => {
    let demand = 6;
    own.forEach((mine, round) => demand = mine + other[round]! > 10 ? Math.max(3, mine - 1) : mine);
    return demand;
  }),
  "tit-for-tat": plain((_, other) => other.length === 0 ? 5 : 10 - other[other.length - 1]!),
  "random": { outcomes: 5, act: (_own, _other, _rounds, outcome) => 3 + outcome },
};

/** One way an episode goes: the outcomes of both players' coins by round, and the demands that follow. */
export interface Line {
  readonly one: readonly number[];
  readonly other: readonly number[];
  /** The outcomes of the first player's coins, and of the second's, by round. */
  readonly drawn: readonly [readonly number[], readonly number[]];
}

/** All ways in which `rounds` rounds between two scripts can go, equally likely. */
export function lines(one: Script, other: Script, rounds: number): Line[] {
  let open: Line[] = [{ one: [], other: [], drawn: [[], []] }];
  for (let round = 0; round < rounds; round++) {
    const next: Line[] = [];
    for (const line of open) {
      for (let i = 0; i < one.outcomes; i++) {
        for (let j = 0; j < other.outcomes; j++) {
          next.push({
            one: [...line.one, one.act(line.one, line.other, rounds, i)],
            other: [...line.other, other.act(line.other, line.one, rounds, j)],
            drawn: [[...line.drawn[0], i], [...line.drawn[1], j]],
          });
        }
      }
    }
    open = next;
  }
  return open;
}

/** Mean payoffs a round, exact. */
export function meanPayoffs(one: Script, other: Script, rounds: number): [one: number, other: number] {
  const ways = lines(one, other, rounds);
  let [a, b] = [0, 0];
  for (const way of ways) {
    for (let round = 0; round < rounds; round++) {
      if (way.one[round]! + way.other[round]! > 10) continue;
      a += way.one[round]!;
      b += way.other[round]!;
    }
  }
  return [a / ways.length / rounds, b / ways.length / rounds];
}

/** Coins that make the outcomes of a script come up as listed. */
export function coinsFor({ outcomes }: Script, drawn: readonly number[]): Coins {
  return (round) => (drawn[round]! + 0.5) / outcomes;
}

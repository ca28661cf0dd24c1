import type { Machine } from "./machine.ts";
import { type Joint, JOINTS, type Move } from "./rules.ts";

/**
 * A deterministic strategy that may play each round differently: the opening, then for each further round the moves after
 * CC, CD, DC and DD, own move first: `policy(C;CDCD;DDDD)` in a game of three rounds.
 */
export type PolicyName = `policy(${string})`;

/** A policy's moves: the opening, then one table a round. */
export interface Policy {
  readonly opening: Move;
  /** Moves of rounds 1, 2, …, by what was played in the round before, own move first. */
  readonly later: readonly Readonly<Record<Joint, Move>>[];
}

/** The name that says all of a policy. */
export function policyName({ opening, later }: Policy): PolicyName {
  return `policy(${[opening, ...later.map((moves) => JOINTS.map((joint) => moves[joint]).join(""))].join(";")})`;
}

const NAME = /^policy\(([CD](?:;[CD]{4})*)\)$/;

/** How a policy plays a game of `rounds` rounds; undefined if `name` isn't a policy's for as many rounds. */
export function policyMachine(name: string, rounds: number): Machine | undefined {
  const parts = NAME.exec(name)?.[1]?.split(";");
  if (parts?.length !== rounds) return undefined;
  // State 0 opens; each further round has one state for each of the four things that came before it.
  return parts.flatMap((moves, round) => {
    const [CC, CD, DC, DD] = JOINTS.map((_, place) => round + 1 === rounds ? 0 : 4 * round + 1 + place);
    const next = { CC: CC!, CD: CD!, DC: DC!, DD: DD! };
    return moves.split("").map((move) => ({ cooperates: move === "C" ? 1 : 0, next }));
  });
}

import { jointsOf, type LastRound, START } from "./history.ts";
import { type Joint, PAYOFFS } from "./rules.ts";

/** What reasons speak of: a summary of an information set. */
export interface Situation {
  readonly last: LastRound;
  /** Rounds still to play, this one included. */
  readonly left: number;
  /** Rounds in which the opponent defected. */
  readonly betrayals: number;
  /** Rounds that just went by with mutual cooperation, in a row. */
  readonly peace: number;
  /** Rounds that just went by in which the opponent defected, in a row. */
  readonly attack: number;
  /** Points by which the player is behind; negative if ahead. */
  readonly behind: number;
}

/** How many rounds at the end are all like this. */
function atEnd(joints: readonly Joint[], like: (joint: Joint) => boolean): number {
  return joints.length - 1 - joints.findLastIndex((joint) => !like(joint));
}

const opponentDefected = (joint: Joint) => joint === "CD" || joint === "DD";

/**
 * The situation at an information set of a game of `rounds` rounds.
 *
 * @throws {RangeError} If there is no such information set.
 */
export function situationAt(infoset: string, rounds: number): Situation {
  const joints = jointsOf(infoset);
  return {
    last: joints.at(-1) ?? START,
    left: rounds - joints.length,
    betrayals: joints.filter(opponentDefected).length,
    peace: atEnd(joints, (joint) => joint === "CC"),
    attack: atEnd(joints, opponentDefected),
    behind: joints.reduce((sum, joint) => sum + PAYOFFS[joint][1] - PAYOFFS[joint][0], 0),
  };
}

/**
 * Information sets of the iterated prisoner's dilemma. Each player sees all that was played, so an information set is
 * the rounds so far, own move first: `CC CD DD`, or `start` before the first.
 */

import { isJoint, type Joint } from "./rules.ts";

/** The information set before the first round. */
export const START = "start";

/** What a memory-one player conditions on: the round before, own move first, or that there is none. */
export type LastRound = typeof START | Joint;

/** The information set that `infoset` becomes once `joint` is played. */
export function extended(infoset: string, joint: Joint): string {
  return infoset === START ? joint : `${infoset} ${joint}`;
}

/**
 * The rounds that an information set lists, own move first.
 *
 * @throws {RangeError} If it isn't an information set of the game.
 */
export function jointsOf(infoset: string): readonly Joint[] {
  if (infoset === START) return [];
  const joints = infoset.split(" ");
  if (joints.every(isJoint)) return joints;
  const quoted = infoset.length > 60 ? `${infoset.slice(0, 60)}…` : infoset;
  throw new RangeError(
    `The prisoner's dilemma has no information set "${quoted}": use "${START}" or rounds such as "CC CD"`,
  );
}

import { jointly, type Machine } from "./machine.ts";
import { MIRRORED, PAYOFFS } from "./rules.ts";

/** What two players earn, in points a round. */
export interface ExpectedPayoffs {
  readonly own: number;
  readonly other: number;
}

/**
 * What one player and another earn in a game of `rounds` rounds: exact. Histories that leave both in the same states go on
 * in the same way, so they are counted together; there are |own|·|other| of these at most, instead of 4ⁿ.
 *
 * @example
 * ```ts
 * import { expectedPayoffs } from "./expected_payoffs.ts";
 * import { strategyMachine } from "./strategies.ts";
 * expectedPayoffs(strategyMachine("tit-for-tat", 8), strategyMachine("always-defect", 8), 8); // { own: 7 / 8, other: 12 / 8 }
 * ```
 *
 * @throws {RangeError} If `rounds` isn't an integer from 1.
 */
export function expectedPayoffs(own: Machine, other: Machine, rounds: number): ExpectedPayoffs {
  if (!(Number.isSafeInteger(rounds) && rounds >= 1)) {
    throw new RangeError(`Cannot play ${rounds} rounds: an integer from 1 is needed`);
  }
  let reached = new Map([[0, 1]]); // probability by own state · |other| + other's state
  let [ownPoints, otherPoints] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const after = new Map<number, number>();
    for (const [states, probability] of reached) {
      const mine = own[Math.floor(states / other.length)]!, theirs = other[states % other.length]!;
      for (const [joint, share] of jointly(mine.cooperates, theirs.cooperates)) {
        const weight = probability * share;
        ownPoints += weight * PAYOFFS[joint][0];
        otherPoints += weight * PAYOFFS[joint][1];
        const next = mine.next[joint] * other.length + theirs.next[MIRRORED[joint]];
        after.set(next, (after.get(next) ?? 0) + weight);
      }
    }
    reached = after;
  }
  return { own: ownPoints / rounds, other: otherPoints / rounds };
}

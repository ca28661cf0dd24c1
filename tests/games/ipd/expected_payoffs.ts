/** What two machines earn, for tests: from states, where `meanPoints` walks every history. */
import { jointly, type Machine, memoryOne, type MemoryOneTable, MIRRORED } from "../../../lib/games/ipd/mod.ts";
import { points } from "./enumerate.ts";

/** A memory-one table as a machine. */
export const tableMachine = ({ start, CC, CD, DC, DD }: MemoryOneTable): Machine => memoryOne(start, [CC, CD, DC, DD]);

/**
 * Mean points a round of both in a game of `rounds` rounds: exact. Histories that leave both in the same states go on in
 * the same way, so they are counted together; there are |own|·|other| of these at most, instead of 4ⁿ.
 */
export function expectedPayoffs(own: Machine, other: Machine, rounds: number): { own: number; other: number } {
  let reached = new Map([[0, 1]]); // probability by own state · |other| + other's state
  let [ownPoints, otherPoints] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const after = new Map<number, number>();
    for (const [states, probability] of reached) {
      const mine = own[Math.floor(states / other.length)]!, theirs = other[states % other.length]!;
      for (const [joint, share] of jointly(mine.cooperates, theirs.cooperates)) {
        const weight = probability * share;
        ownPoints += weight * points(joint[0]!, joint[1]!);
        otherPoints += weight * points(joint[1]!, joint[0]!);
        const next = mine.next[joint] * other.length + theirs.next[MIRRORED[joint]];
        after.set(next, (after.get(next) ?? 0) + weight);
      }
    }
    reached = after;
  }
  return { own: ownPoints / rounds, other: otherPoints / rounds };
}

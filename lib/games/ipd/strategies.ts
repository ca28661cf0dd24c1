import { automatonMachine, type AutomatonName } from "./automaton.ts";
import { heldOutMachine, type IpdHeldOut } from "./held_out.ts";
import type { Machine } from "./machine.ts";
import { memoryOneMachine, type MemoryOneName } from "./memory_one.ts";
import { type IpdOpponent, opponentMachine, OPPONENTS_IN_WORDS } from "./opponents.ts";
import { policyMachine, type PolicyName } from "./policy.ts";

/** Strategies that a search or a best response names; they can be played against, but stand in no pool. */
export type IpdComputed = MemoryOneName | AutomatonName | PolicyName;

/** Everybody who plays by a machine: the opponents of all pools, and those that are computed. */
export type IpdStrategy = IpdOpponent | IpdHeldOut | IpdComputed;

/**
 * How a strategy plays a game of `rounds` rounds.
 *
 * @throws {RangeError} If there is no such strategy, or it is a policy for another number of rounds.
 */
export function strategyMachine(name: IpdStrategy, rounds: number): Machine {
  const machine = opponentMachine(name) ?? heldOutMachine(name) ?? memoryOneMachine(name) ??
    automatonMachine(name) ?? policyMachine(name, rounds);
  if (machine === undefined) {
    throw new RangeError(
      `Unknown prisoner's dilemma opponent "${name}" in ${rounds} rounds: use ${OPPONENTS_IN_WORDS}, or the name of a ` +
        "held-out or computed one",
    );
  }
  return machine;
}

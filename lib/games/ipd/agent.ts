import { jointsOf } from "./history.ts";
import { type Machine, stateAfter } from "./machine.ts";

/** An agent as it behaves in a game of some number of rounds. */
export interface IpdAgent {
  readonly rounds: number;
  /** The probability of COOPERATE at an information set, in [0, 1]; the same whenever it is asked. */
  readonly cooperates: (infoset: string) => number;
}

/** The agent that plays by a machine, such as a table of measured behaviour. */
export function machineAgent(machine: Machine, rounds: number): IpdAgent {
  return { rounds, cooperates: (infoset) => stateAfter(machine, jointsOf(infoset)).cooperates };
}

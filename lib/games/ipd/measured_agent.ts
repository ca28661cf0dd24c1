import { fittedShares } from "../fitted_shares.ts";
import type { Choice } from "../types.ts";
import { jointsOf, START } from "./history.ts";
import { measuredTable } from "./memory_one_table.ts";
import { type Move, moveOf } from "./rules.ts";

/** An agent as it behaves in a game of some number of rounds. */
export interface IpdAgent {
  readonly rounds: number;
  /** The probability of COOPERATE at an information set, in [0, 1]; the same whenever it is asked. */
  readonly cooperates: (infoset: string) => number;
}

/**
 * The agent that choices show, who may remember everything: at each information set the share of cooperation among the
 * choices there, see {@linkcode fittedShares}, starting from what the memory-one table of all choices expects. So what was
 * measured often is as measured, and what never was follows the last round.
 *
 * @throws {RangeError} If a choice isn't one of the game.
 */
export function measuredAgent(choices: readonly Choice[], rounds: number): IpdAgent {
  const table = measuredTable(choices);
  const counts = new Map<string, Record<Move, number>>();
  for (const { infoset, action } of choices) {
    const count = counts.get(infoset) ?? { C: 0, D: 0 };
    counts.set(infoset, count);
    count[moveOf(action)]++;
  }
  const cooperates = (infoset: string) => {
    const expected = table[jointsOf(infoset).at(-1) ?? START];
    const { C, D } = counts.get(infoset) ?? { C: 0, D: 0 };
    return fittedShares([C, D], [expected, 1 - expected])[0]!;
  };
  return { rounds, cooperates };
}

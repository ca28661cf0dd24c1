import { fittedShares } from "../fitted_shares.ts";
import type { Choice } from "../types.ts";
import { jointsOf, type LastRound, START } from "./history.ts";
import { moveOf } from "./rules.ts";

/** Probability of COOPERATE by what was played in the round before, own move first. */
export type MemoryOneTable = Readonly<Record<LastRound, number>>;

/**
 * The memory-one table of measured behaviour: the share of cooperation after each kind of round, all rounds of the game
 * together, see {@linkcode fittedShares}; 1/2 where the agent was never asked.
 *
 * @throws {RangeError} If a choice isn't one of the game.
 */
export function measuredTable(choices: readonly Choice[]): MemoryOneTable {
  const counts = new Map<LastRound, { C: number; D: number }>();
  for (const { infoset, action } of choices) {
    const last = jointsOf(infoset).at(-1) ?? START;
    const count = counts.get(last) ?? { C: 0, D: 0 };
    counts.set(last, count);
    count[moveOf(action)]++;
  }
  const rate = (last: LastRound) => {
    const { C, D } = counts.get(last) ?? { C: 0, D: 0 };
    return fittedShares([C, D])[0]!;
  };
  return { start: rate(START), CC: rate("CC"), CD: rate("CD"), DC: rate("DC"), DD: rate("DD") };
}

import type { Choice } from "../types.ts";
import { jointsOf, type LastRound, START } from "./history.ts";
import { type Machine, memoryOne } from "./machine.ts";
import { moveOf } from "./rules.ts";

/** Probability of COOPERATE by what was played in the round before, own move first. */
export type MemoryOneTable = Readonly<Record<LastRound, number>>;

/**
 * The memory-one table of measured behaviour: how often the agent cooperated after each kind of round, all rounds of the
 * game together; 1/2 where it was never asked.
 *
 * @throws {RangeError} If a choice isn't one of the game.
 */
export function measuredTable(choices: readonly Choice[]): MemoryOneTable {
  const counts = new Map<LastRound, { cooperated: number; asked: number }>();
  for (const { infoset, action } of choices) {
    const last = jointsOf(infoset).at(-1) ?? START;
    const { cooperated, asked } = counts.get(last) ?? { cooperated: 0, asked: 0 };
    counts.set(last, { cooperated: cooperated + (moveOf(action) === "C" ? 1 : 0), asked: asked + 1 });
  }
  const rate = (last: LastRound) => {
    const { cooperated, asked } = counts.get(last) ?? { cooperated: 1, asked: 2 };
    return cooperated / asked;
  };
  return { start: rate(START), CC: rate("CC"), CD: rate("CD"), DC: rate("DC"), DD: rate("DD") };
}

/** The table as a machine. */
export function tableMachine({ start, CC, CD, DC, DD }: MemoryOneTable): Machine {
  return memoryOne(start, [CC, CD, DC, DD]);
}

import { type Machine, memoryOne } from "./machine.ts";
import { type Move, MOVES } from "./rules.ts";

/**
 * A deterministic memory-one strategy: its opening, then its moves after CC, CD, DC and DD, own move first. Tit-for-tat is
 * `memory-one(C;CDCD)`, win-stay-lose-shift `memory-one(C;CDDC)`.
 */
export type MemoryOneName = `memory-one(${Move};${Move}${Move}${Move}${Move})`;

/** All 32 deterministic memory-one strategies, from always cooperating to always defecting. */
export const memoryOneStrategies: readonly MemoryOneName[] = MOVES.flatMap((opening) =>
  MOVES.flatMap((cc) =>
    MOVES.flatMap((cd) =>
      MOVES.flatMap((dc) => MOVES.map((dd): MemoryOneName => `memory-one(${opening};${cc}${cd}${dc}${dd})`))
    )
  )
);

const probability = (move: string) => move === "C" ? 1 : 0;

/** How a memory-one strategy plays; undefined if `name` isn't one's. */
export function memoryOneMachine(name: string): Machine | undefined {
  if (!memoryOneStrategies.some((strategy) => strategy === name)) return undefined;
  const [opening, cc, cd, dc, dd] = name.replaceAll(/[^CD]/g, "").split("").map(probability);
  return memoryOne(opening!, [cc!, cd!, dc!, dd!]);
}

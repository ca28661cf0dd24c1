import { type AgentTable, CELL_POOLS, pairCounts } from "../../../lib/games/negotiation_gt/mod.ts";
import { uniform } from "../../../lib/random/uniform.ts";

/** A table of small random counts in which `emptyShare` of the cells were never seen, with values that could be. */
export function randomTable(seed: number, emptyShare = 0.2): AgentTable {
  const draw = (a: number, b: number) => uniform(seed, "simulation", [5, a, b, 0]);
  const counts = CELL_POOLS.map((pool, cell) => {
    const empty = draw(cell, 9) < emptyShare;
    const cells = Array.from({ length: pool + 1 }, (_, asked) => empty ? 0 : Math.floor(4 * draw(cell, asked)));
    return empty || cells.some((count) => count > 0) ? cells : [1, ...cells.slice(1)];
  });
  const seen = pairCounts({ counts, values: [] });
  return { counts, values: seen.map((count, pair) => count + Math.floor(draw(99, pair) * (7 * count + 1))) };
}

import { uniform } from "../../../lib/random/uniform.ts";
import type { MemoryOneTable } from "../../../lib/games/ipd/mod.ts";

/** `count` memory-one tables with random probabilities, a quarter of them pushed to 0 or 1; the same on every call. */
export function randomTables(count: number): MemoryOneTable[] {
  return Array.from({ length: count }, (_, i) => {
    const at = (place: number) => {
      const u = uniform(13, "simulation", [i, place, 0, 0]);
      return u < 0.125 ? 0 : u >= 0.875 ? 1 : u;
    };
    return { start: at(0), CC: at(1), CD: at(2), DC: at(3), DD: at(4) };
  });
}

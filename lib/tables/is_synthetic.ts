import type { HeaderLine } from "../results/schema.ts";

/** Whether a file says that its results are no measurements: such results stand in no table. */
export function isSynthetic(header: HeaderLine): boolean {
  return "synthetic" in header && header.synthetic === true;
}

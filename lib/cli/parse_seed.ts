import { UsageError } from "./usage_error.ts";

const MAX_SEED = 2 ** 32 - 1;

/**
 * A seed out of a command line.
 *
 * @throws {UsageError} If it isn't an integer in [0, 2³²).
 */
export function parseSeed(text: string): number {
  const seed = /^\d+$/.test(text) ? Number(text) : NaN;
  if (seed <= MAX_SEED) return seed;
  throw new UsageError(`Cannot use seed "${text}": seeds are integers from 0 to ${MAX_SEED}`);
}

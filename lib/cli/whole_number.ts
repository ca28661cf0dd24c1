import { UsageError } from "./usage_error.ts";

/**
 * A whole number out of a command line.
 *
 * @param flag Its flag, for the message.
 * @throws {UsageError} If it isn't a whole number from `least` to `most`.
 */
export function wholeNumber(text: string, flag: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`Cannot use ${flag} "${text}": it takes a whole number from ${least} to ${most}`);
}

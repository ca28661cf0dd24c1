/** Runs that can't be forked from what was named; the message names it and what would do. */
export class ForkError extends Error {
  override readonly name = "ForkError";
}

/** A command line that can't be followed; the message says what would do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

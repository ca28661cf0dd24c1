/** A run that stopped in training; the message says why, the cause is what stopped it. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/** A model that was trained elsewhere and can't be used; the message names it and says what would do. */
export class PretrainedError extends Error {
  override readonly name = "PretrainedError";
}

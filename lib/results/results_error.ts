/** A results file or folder that can't be read or written; the message names it and what would do. */
export class ResultsError extends Error {
  override readonly name = "ResultsError";
}

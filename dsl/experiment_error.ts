/** An experiment that can't be read or compiled; the message names the file, the path in it and what would do. */
export class ExperimentError extends Error {
  override readonly name = "ExperimentError";
}

/** An experiment that can't be read or compiled; the message names the file, the path in it and what would do. */
export class ExperimentError extends Error {
  override readonly name = "ExperimentError";
}

/** Makes the error of an experiment out of a reason. */
export type Fail = (reason: string) => ExperimentError;

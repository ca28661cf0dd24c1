/** A model folder that the emitter can't use; the message names the file and what is wrong with it. */
export class ModelError extends Error {
  override readonly name = "ModelError";
}

/**
 * Opponents that a model plays, or that its measured behaviour decides. A domain knows their names alone; who runs the
 * episodes puts a scripted opponent or {@linkcode ASKED} in their place.
 */

/** The current policy on the other side, asked with its own prompts. */
const SELF_PLAY = "self-play";

/** The best response to what the policy did in the iteration before. */
const BEST_RESPONSE = "best-response";

/** An earlier policy: after SFT, at the last checkpoint, or after an iteration (SFT's until then). */
export type PastCheckpoint = "sft" | "latest" | number;

/** An opponent's name that no domain can play by itself. */
export type ModelOpponent = typeof SELF_PLAY | typeof BEST_RESPONSE | `past(${PastCheckpoint})`;

/** Who plays a {@linkcode ModelOpponent}. */
export type ModelPlayer =
  | { readonly kind: "self-play" }
  | { readonly kind: "best-response" }
  | { readonly kind: "past"; readonly checkpoint: PastCheckpoint };

/** The current policy plays the opponent too; its own replies carry no credit. */
export function selfPlay(): ModelOpponent {
  return SELF_PLAY;
}

/** The best response to the policy's behaviour in the iteration before, computed anew each iteration. */
export function bestResponse(): ModelOpponent {
  return BEST_RESPONSE;
}

/**
 * An earlier policy plays the opponent.
 *
 * @param checkpoint `"sft"`, `"latest"` (the last checkpoint that was written) or an iteration; SFT's weights stand in
 * until there is one.
 * @throws {RangeError} If an iteration isn't an integer from 1.
 */
export function past(checkpoint: PastCheckpoint): ModelOpponent {
  const name: ModelOpponent = `past(${checkpoint})`;
  if (modelPlayer(name) === undefined) {
    throw new RangeError(`Cannot play against past(${checkpoint}): use "sft", "latest" or an iteration from 1`);
  }
  return name;
}

const PAST = /^past\((sft|latest|[1-9]\d{0,8})\)$/;

/** Reads a name; undefined if it isn't a model's. */
export function modelPlayer(name: string): ModelPlayer | undefined {
  if (name === SELF_PLAY || name === BEST_RESPONSE) return { kind: name };
  const checkpoint = PAST.exec(name)?.[1];
  if (checkpoint === undefined) return undefined;
  return {
    kind: "past",
    checkpoint: checkpoint === "sft" || checkpoint === "latest" ? checkpoint : Number(checkpoint),
  };
}

/** Whether `name` is the name of an opponent that a model or its behaviour plays. */
export function isModelOpponent(name: unknown): name is ModelOpponent {
  return typeof name === "string" && modelPlayer(name) !== undefined;
}

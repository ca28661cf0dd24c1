import { z } from "zod";
import { isModelOpponent, type ModelOpponent } from "./model_opponents.ts";

function distinct<Name extends string>(
  pool: z.ZodArray<z.ZodType<Name, Name>>,
  player: (name: string) => string = (name) => name,
) {
  // Each opponent is one group of episodes, so none may stand in a pool twice, whatever it is called.
  return pool.refine((names) => new Set(names.map(player)).size === names.length, {
    error: "must name each opponent once",
  });
}

/**
 * Schema of a pool that takes a domain's opponents and those that a model plays.
 *
 * @param isOpponent Whether a name is an opponent of the domain; held-out ones are not.
 * @param inWords The domain's opponents, for the error message.
 * @param player One name for all that play alike, where opponents have several.
 */
export function pool<Opponent extends string>(
  isOpponent: (name: unknown) => name is Opponent,
  inWords: string,
  player?: (name: string) => string,
) {
  const member = z.custom<Opponent | ModelOpponent>((name) => isOpponent(name) || isModelOpponent(name), {
    error: `must be ${inWords}, or selfPlay(), past(…) or bestResponse()`,
  });
  return distinct(z.array(member), player);
}

/** Schema of the pool of held-out opponents: all of them unless it is said otherwise. */
export function heldOutPool<Name extends string>(names: readonly Name[]) {
  return distinct<Name>(z.array(z.enum(names))).default([...names]);
}

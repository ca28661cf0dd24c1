import type { PastCheckpoint } from "../games/model_opponents.ts";
import type { Choice } from "../games/types.ts";
import type { Engine } from "./engine.ts";
import { LanguagePolicy, type LanguagePolicyOptions } from "./language_policy.ts";
import type { Players } from "./players.ts";

/** The engine's name for the adapter of an earlier policy. */
const adapterName = (checkpoint: PastCheckpoint) => `past(${checkpoint})`;

/**
 * Puts an earlier policy's adapter into the engine, beside the current one.
 *
 * @param adapter The safetensors file; undefined for SFT's weights.
 */
export function keepPast(engine: Engine, checkpoint: PastCheckpoint, adapter: string | undefined): Promise<void> {
  return engine.setAdapter(adapter, adapterName(checkpoint));
}

/** The policies of one purpose, all the same model with one adapter or another. */
export interface LanguagePlayers {
  /** The policies, and what the agent chose when it was last measured. */
  players(choices: Players["choices"]): Players;
  /** Seconds that all of them have spent generating so far. */
  seconds(): number;
}

/** A language model on both sides of a game: as the agent and as its own earlier self. */
export function languagePlayers(options: Omit<LanguagePolicyOptions, "adapter">): LanguagePlayers {
  const agent = new LanguagePolicy(options);
  const earlier = new Map<PastCheckpoint, LanguagePolicy>();
  const past = (checkpoint: PastCheckpoint) => {
    const policy = earlier.get(checkpoint) ?? new LanguagePolicy({ ...options, adapter: adapterName(checkpoint) });
    earlier.set(checkpoint, policy);
    return policy;
  };
  return {
    players: (choices: ReadonlyMap<string, readonly Choice[]>) => ({ agent, past, choices }),
    seconds: () => [agent, ...earlier.values()].reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

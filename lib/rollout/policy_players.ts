import type { PastCheckpoint } from "../games/model_opponents.ts";
import type { Players } from "./players.ts";
import type { ScoringPolicy } from "./policy.ts";

/** The policies of one purpose: the current one, and earlier ones that stand in for opponents. */
export interface PolicyPlayers {
  /** The policies, and what the agent chose when it was last measured. */
  players(choices: Players["choices"]): Players;
  /** Seconds that all of them have spent deciding so far. */
  seconds(): number;
}

/** A policy that knows how long it has been deciding. */
export interface TimedPolicy extends ScoringPolicy {
  /** Seconds spent deciding so far. */
  readonly seconds: number;
}

/**
 * A policy on both sides of a game: as the agent and as its own earlier self.
 *
 * @param make A policy of the current weights, or of an earlier checkpoint's; called once for each.
 */
export function policyPlayers(make: (past?: PastCheckpoint) => TimedPolicy): PolicyPlayers {
  const agent = make();
  const earlier = new Map<PastCheckpoint, TimedPolicy>();
  const past = (checkpoint: PastCheckpoint) => {
    const policy = earlier.get(checkpoint) ?? make(checkpoint);
    earlier.set(checkpoint, policy);
    return policy;
  };
  return {
    players: (choices) => ({ agent, past, choices }),
    seconds: () => [agent, ...earlier.values()].reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

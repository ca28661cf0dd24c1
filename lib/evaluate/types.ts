import type { Choice, Coins, Domain } from "../games/types.ts";
import type { Players } from "../rollout/players.ts";
import type { PenaltyWeights } from "../sepo/types.ts";
import type { Measures } from "./pool_measures.ts";

/** What a domain is measured with, the same for all of a run's checkpoints. */
export interface EvaluationSettings {
  readonly domain: Domain;
  /** Episodes against each opponent; replies at each information set where these can be listed. */
  readonly samples: number;
  /** λ that J is reported with. */
  readonly penalties: PenaltyWeights;
  /** The run's seed. */
  readonly seed: number;
}

/** Who plays one evaluation, and where its random numbers stand: the same for all checkpoints, so that they differ less by luck. */
export interface Draw {
  readonly players: Players;
  /** The deals and opponents' coins of an episode against the opponent of that place. */
  readonly coins: (opponent: number, episode: number) => Coins;
  /** Where the players' own draws in that episode stand. */
  readonly address: (opponent: number, episode: number) => readonly [number, number];
}

/** A measured policy. */
export interface Evaluated {
  readonly measures: Measures;
  /** What the agent chose, for a best response to meet it. */
  readonly choices: readonly Choice[];
}

/** Measures the policies that it is given. */
export type Evaluator = (draw: Draw) => Promise<Evaluated>;

import type { Round } from "../games/types.ts";
import type { PenaltyTerms } from "./types.ts";

/** The four terms of the objective as one episode shows them, unscaled. */
export interface EpisodeTerms extends PenaltyTerms {
  /** u: mean payoff a round to the agent, in the game's units. */
  readonly payoff: number;
  /** e: by how much the opponent's mean payoff a round exceeds the agent's, at least 0, in the game's units. */
  readonly exploitability: number;
  /** c: mean over the rounds that have it, in [0, 1]; 0 where the domain has none. */
  readonly collusion: number;
  /** x: mean over the rounds that have it, in [0, 1]; 0 where the domain has none. */
  readonly externality: number;
}

/** Mean of numbers; 0 of none. */
export const meanOrZero = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** By how much the opponent earned more than the agent, a round, in the game's units; negative where it earned less. */
export function episodeGap(rounds: readonly Round[]): number {
  return meanOrZero(rounds.map(({ agent, opponent }) => opponent - agent));
}

/**
 * Reads u, e, c and x off the rounds of an episode (SEPO, arXiv 2605.30854, "Objective").
 *
 * The clip at 0 is applied to this episode alone, so e is biased upwards by the luck of the deal: at an exact Kuhn
 * equilibrium against itself its mean over 6-hand episodes is 0.38 to 0.44 chips a hand where the pool's e is 0. It is
 * what a credited episode can carry; evaluation clips the pool's mean instead.
 */
export function episodeTerms(rounds: readonly Round[]): EpisodeTerms {
  return {
    payoff: meanOrZero(rounds.map((round) => round.agent)),
    exploitability: Math.max(0, episodeGap(rounds)),
    collusion: meanOrZero(rounds.flatMap((round) => round.collusion ?? [])),
    externality: meanOrZero(rounds.flatMap((round) => round.externality ?? [])),
  };
}

import type { Round } from "../games/types.ts";
import { episodeTerms } from "./episode_terms.ts";
import { penaltyOf } from "./penalty_of.ts";
import type { CreditSettings, TrainingPool } from "./types.ts";

/**
 * What each round of an episode is credited with: rew[t] = s·R[t]·[pool = train] − P, where P is the episode's penalty
 * and R[t] depends on `return`:
 *
 * - `round`: the payoff of round t alone (the paper's). Myopic: in a repeated game it can point the wrong way. For IPD
 *   against tit-for-tat with P(defect) = 0.3 the true gradient on defection is −0.24 and this estimate's +0.36.
 * - `toGo`: the payoffs of rounds t … T−1, divided by T, so that their sum is in J's unit (payoff a round).
 * - `episode`: the mean payoff of the whole episode.
 *
 * @returns rewards_T, one a round, in scaled payoff units.
 */
export function creditedRewards(rounds: readonly Round[], pool: TrainingPool, settings: CreditSettings): number[] {
  const terms = episodeTerms(rounds);
  const penalty = penaltyOf(terms, pool, settings);
  const scaledPayoff = pool === "train" ? payoffsByReturn(rounds, terms.payoff, settings) : rounds.map(() => 0);
  return scaledPayoff.map((payoff) => payoff - penalty);
}

function payoffsByReturn(
  rounds: readonly Round[],
  mean: number,
  { payoffScale, return: kind }: CreditSettings,
): number[] {
  switch (kind) {
    case "round":
      return rounds.map((round) => payoffScale * round.agent);
    case "episode":
      return rounds.map(() => payoffScale * mean);
    case "toGo": {
      let sum = 0;
      return rounds.toReversed().map((round) => payoffScale * (sum += round.agent) / rounds.length).toReversed();
    }
  }
}

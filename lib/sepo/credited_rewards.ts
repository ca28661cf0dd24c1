import type { Round } from "../games/types.ts";
import { meanOrZero } from "./episode_terms.ts";
import { creditedPenalties, total } from "./credited_penalties.ts";
import { termWeights } from "./term_weights.ts";
import type { CreditSettings, Group } from "./types.ts";

/**
 * What each round of each episode is credited with: rew[t] = s·R[t]·[pool = train] − P, where P is the episode's penalty
 * and R[t] depends on `return`:
 *
 * - `round`: the payoff of round t alone (the paper's). Myopic: in a repeated game it can point the wrong way. In 8 rounds
 *   of IPD against tit-for-tat with P(defect) = 0.3 everywhere, payoff a round has the derivative −0.24 by the logit of
 *   defection, and this estimate, divided by T, says +0.36. It is also T times as large beside P as J has it, since P is of
 *   the whole episode. Cosine with ∇J where the rest is unbiased, but for equal weights: 0.91 in three rounds of IPD, see
 *   `advantages`.
 * - `toGo`: the payoffs of rounds t … T−1, divided by T, so that their sum is in J's unit (payoff a round). Unbiased.
 * - `episode`: the mean payoff of the whole episode. Unbiased too; it varies more than `toGo` in long episodes.
 *
 * P is the whole episode's whatever `return` is.
 *
 * @returns rewards_G_R_T, in scaled payoff units.
 */
export function creditedRewards(groups: readonly Group[], settings: CreditSettings): number[][][] {
  const penalties_G_R = creditedPenalties(groups, settings);
  const scale = settings.payoffScale * termWeights(groups, settings).payoff;
  return groups.map(({ pool, episodes }, g) =>
    episodes.map((rounds, r) => {
      const penalty = total(penalties_G_R[g]![r]!);
      const payoffs = pool === "train" ? payoffsByReturn(rounds, settings) : rounds.map(() => 0);
      return payoffs.map((payoff) => scale * payoff - penalty);
    })
  );
}

function payoffsByReturn(rounds: readonly Round[], { return: kind }: CreditSettings): number[] {
  const payoffs = rounds.map(({ agent }) => agent);
  switch (kind) {
    case "round":
      return payoffs;
    case "episode": {
      const mean = meanOrZero(payoffs);
      return payoffs.map(() => mean);
    }
    case "toGo": {
      let sum = 0;
      return payoffs.toReversed().map((payoff) => (sum += payoff) / payoffs.length).toReversed();
    }
  }
}

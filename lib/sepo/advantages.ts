import { creditedRewards } from "./credited_rewards.ts";
import { meanOrZero } from "./episode_terms.ts";
import type { CreditSettings, Group } from "./types.ts";

/** Added to the standard deviation, as in the paper's A = (rew − mean) / (std + 1e-8). */
const EPSILON = 1e-8;

/** How deviations from a mean become advantages. */
type Standardize = (values: readonly number[]) => number[];

/**
 * Deviations from the mean, divided by the population standard deviation if `divide`. Values that differ by no more than
 * rounding carry nothing: their deviations are 0, not rounding noise blown up by 1/EPSILON.
 */
function standardized(divide: boolean): Standardize {
  return (values) => {
    const mean = meanOrZero(values);
    const deviations = values.map((value) => value - mean);
    const std = Math.sqrt(meanOrZero(deviations.map((deviation) => deviation ** 2)));
    if (std <= EPSILON) return values.map(() => 0);
    return divide ? deviations.map((deviation) => deviation / (std + EPSILON)) : deviations;
  };
}

/** Each value less the mean of the others, a baseline that doesn't depend on it: n/(n − 1) times its deviation. */
const leaveOneOut: Standardize = (values) =>
  standardized(false)(values).map((deviation) => deviation * values.length / (values.length - 1));

function byRound(rewards_R_T: readonly (readonly number[])[], standardize: Standardize): number[][] {
  const columns = (rewards_R_T[0] ?? []).map((_, t) => standardize(rewards_R_T.map((rewards) => rewards[t]!)));
  return rewards_R_T.map((_, r) => columns.map((column) => column[r]!));
}

function byEpisode(rewards_R_T: readonly (readonly number[])[], standardize: Standardize): number[][] {
  const advantages = standardize(rewards_R_T.map(meanOrZero));
  return rewards_R_T.map((rewards, r) => rewards.map(() => advantages[r]!));
}

function byBatch(
  rewards_G_R_T: readonly (readonly (readonly number[])[])[],
  standardize: Standardize,
  carries: (group: number) => boolean,
): number[][][] {
  const all = standardize(rewards_G_R_T.filter((_, g) => carries(g)).flat(2));
  let at = 0;
  return rewards_G_R_T.map((group, g) => group.map((rewards) => rewards.map(() => carries(g) ? all[at++]! : 0)));
}

/** Whether an arm gives a group's episodes any reward. Those without are no yardstick for those with one. */
function carriesReward({ pool }: Group, { credit }: CreditSettings): boolean {
  return pool === "train" || credit === "per-pool";
}

/** What a group's advantages are multiplied with. */
function groupWeight({ pool }: Group, { groupWeighting, penalties }: CreditSettings): number {
  if (groupWeighting !== "lambda" || pool === "train") return 1;
  return penalties[pool === "exploit" ? "exploitability" : "collusion"] ?? 0;
}

/**
 * What each round of each episode of one domain pushes with. A reward is compared, as `normalize` says,
 *
 * - `round`: with round t of the group's other episodes (the paper's);
 * - `episode`: an episode's mean reward with the other episodes'; all its rounds share that advantage;
 * - `batch`: with all rounds of all groups that carry a reward; one divisor for all keeps the groups' scales apart.
 *
 * and divided by the standard deviation there if `advantageStd` (GRPO; without, Dr. GRPO, where a group's expected push is
 * (n − 1)/n of what it estimates, since the mean has the reward itself in it). What is compared and doesn't differ carries
 * nothing. Groups then weigh, as `groupWeighting` says,
 *
 * - `uniform`: equally (the paper's). After the division every group pushes equally hard whatever λ is: λ acts only inside
 *   a group that carries more than one term.
 * - `lambda`: by the λ of their pool's own penalty; train groups by 1.
 * - `exact`: as in J, so that the sum over groups and rounds, averaged over episodes, of advantage · ∇ log π is an unbiased
 *   estimate of ∇J: leave-one-out baseline; needs `toGo` or `episode`, no division, and `clip: pool` with known gaps, see
 *   `creditedPenalties`.
 *
 * The bias of the others, as the cosine between the expected push and ∇J by enumeration, in three rounds of IPD where
 * P(defect) is 0.3 and in a hand of Kuhn poker where both actions are as likely; four episodes a group, `toGo`,
 * `clip: pool`, and one of the rest changed at a time (`exact`: 1 and 1):
 *
 * | undivided | IPD | Kuhn | divided | IPD | Kuhn |
 * |---|---|---|---|---|---|
 * | `uniform` | 1.00 | 1.00 | `uniform` | 0.39 | 0.66 |
 * | `normalize: episode` | 1.00 | 1.00 | `lambda` | 0.92 | 0.70 |
 * | `normalize: batch` (two groups of two) | 1.00 | 1.00 | `batch` (two groups of two; `round`: 0.90, 0.77) | 0.99 | 1.00 |
 *
 * At these policies it is the division that turns the push away, not the equal weights by themselves. The paper's choices
 * together: 0.89 and 0.65; with `lambda` 0.94 and 0.68.
 *
 * @returns advantages_G_R_T: no unit; with `exact` or without the division, scaled payoff.
 */
export function advantages(groups: readonly Group[], settings: CreditSettings): number[][][] {
  const rewards_G_R_T = creditedRewards(groups, settings);
  const standardize = settings.groupWeighting === "exact" ? leaveOneOut : standardized(settings.advantageStd);
  const compared = settings.normalize === "batch"
    ? byBatch(rewards_G_R_T, standardize, (g) => carriesReward(groups[g]!, settings))
    : rewards_G_R_T.map((group) => (settings.normalize === "round" ? byRound : byEpisode)(group, standardize));
  return compared.map((group, g) => {
    const weight = groupWeight(groups[g]!, settings);
    return weight === 1 ? group : group.map((row) => row.map((advantage) => weight * advantage));
  });
}

import { creditedRewards } from "./credited_rewards.ts";
import type { CreditSettings, Group } from "./types.ts";

/** Added to the standard deviation, as in the paper's A = (rew − mean) / (std + 1e-8). */
const EPSILON = 1e-8;

/**
 * Deviations from the mean, divided by the population standard deviation if `divide`. Values that differ by no more than
 * rounding carry nothing: their deviations are 0, not rounding noise blown up by 1/EPSILON.
 */
function standardize(values: readonly number[], divide: boolean): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviations = values.map((value) => value - mean);
  const std = Math.sqrt(deviations.reduce((sum, deviation) => sum + deviation ** 2, 0) / values.length);
  if (std <= EPSILON) return values.map(() => 0);
  return divide ? deviations.map((deviation) => deviation / (std + EPSILON)) : deviations;
}

/**
 * GRPO's advantages inside one group.
 *
 * - `round`: round t of an episode is compared with round t of the group's other episodes (the paper's).
 * - `episode`: an episode's mean reward is compared with the others'; all its rounds share that advantage.
 *
 * Dividing by the group's standard deviation makes every group push equally hard whatever λ is: λ then acts only inside
 * a group that carries more than one term.
 *
 * @returns advantages_R_T, [n][T], no unit (scaled payoff without the division).
 */
export function groupAdvantages(group: Group, settings: CreditSettings): number[][] {
  const rewards_R_T = group.episodes.map((rounds) => creditedRewards(rounds, group.pool, settings));
  if (settings.normalize === "episode") {
    const means = rewards_R_T.map((rewards) => rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length);
    return standardize(means, settings.advantageStd).map((advantage, r) => rewards_R_T[r]!.map(() => advantage));
  }
  const advantages_R_T = rewards_R_T.map((rewards) => rewards.map(() => 0));
  for (const t of rewards_R_T[0]?.keys() ?? []) {
    const column = standardize(rewards_R_T.map((rewards) => rewards[t]!), settings.advantageStd);
    column.forEach((advantage, r) => advantages_R_T[r]![t] = advantage);
  }
  return advantages_R_T;
}

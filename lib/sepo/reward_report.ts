import { type EpisodeTerms, episodeTerms } from "./episode_terms.ts";
import { groupAdvantages } from "./group_advantages.ts";
import { type CreditSettings, type Group, TRAINING_POOLS, type TrainingPool } from "./types.ts";

/** Means over the episodes of a pool, and how much of each term could reach the gradient. */
export interface PoolReport {
  readonly episodes: number;
  readonly terms: EpisodeTerms;
  /** Mean over the pool's groups of a term's population variance inside the group: 0 can't move the policy. */
  readonly varianceInGroups: EpisodeTerms;
  /** Share of groups whose advantages are all 0. */
  readonly silentGroups: number;
}

function mapTerms(of: (name: keyof EpisodeTerms) => number): EpisodeTerms {
  return {
    payoff: of("payoff"),
    exploitability: of("exploitability"),
    collusion: of("collusion"),
    externality: of("externality"),
  };
}

function average(rows: readonly EpisodeTerms[]): EpisodeTerms {
  return mapTerms((name) => rows.reduce((sum, row) => sum + row[name], 0) / rows.length);
}

function variance(rows: readonly EpisodeTerms[]): EpisodeTerms {
  const mean = average(rows);
  return average(rows.map((row) => mapTerms((name) => (row[name] - mean[name]) ** 2)));
}

/** What an iteration's groups show, by pool: the rewards, and whether they vary where GRPO can see it. */
export function rewardReport(
  groups: readonly Group[],
  settings: CreditSettings,
): Partial<Record<TrainingPool, PoolReport>> {
  const report: Partial<Record<TrainingPool, PoolReport>> = {};
  for (const pool of TRAINING_POOLS) {
    const mine = groups.filter((group) => group.pool === pool);
    if (mine.length === 0) continue;
    const terms = mine.map((group) => group.episodes.map(episodeTerms));
    const silent = mine.filter((group) => groupAdvantages(group, settings).every((row) => row.every((a) => a === 0)));
    report[pool] = {
      episodes: terms.reduce((count, group) => count + group.length, 0),
      terms: average(terms.flat()),
      varianceInGroups: average(terms.map(variance)),
      silentGroups: silent.length / mine.length,
    };
  }
  return report;
}

import type { Penalty } from "../games/types.ts";
import { advantages } from "./advantages.ts";
import { CARRIED, creditedPenalties } from "./credited_penalties.ts";
import { creditedRewards } from "./credited_rewards.ts";
import { type EpisodeTerms, episodeTerms, meanOrZero } from "./episode_terms.ts";
import {
  type CreditSettings,
  type Group,
  PENALTIES,
  type PenaltyTerms,
  TRAINING_POOLS,
  type TrainingPool,
} from "./types.ts";

/** What one group showed, and what of it can reach the gradient. */
export interface GroupReport {
  readonly pool: TrainingPool;
  readonly opponent: string;
  readonly episodes: number;
  /** Means over its episodes. */
  readonly terms: EpisodeTerms;
  /** Population variance of each term over its episodes: 0 can't move the policy. */
  readonly variance: EpisodeTerms;
  /** Population variance of each penalty as it is credited, λ included: what of the terms the arm lets act. */
  readonly creditedVariance: PenaltyTerms;
  /** Whether all its advantages are 0. */
  readonly silent: boolean;
  /** Root of the mean square of its advantages. */
  readonly advantageNorm: number;
}

/** The same over a pool. */
export interface PoolReport {
  readonly episodes: number;
  readonly terms: EpisodeTerms;
  /** Mean over the pool's groups. */
  readonly varianceInGroups: EpisodeTerms;
  /** Share of groups whose advantages are all 0. */
  readonly silentGroups: number;
  /** Root of the mean square over the pool's advantages. */
  readonly advantageNorm: number;
}

/** What an iteration's groups of one domain show. */
export interface RewardReport {
  readonly groups: readonly GroupReport[];
  readonly pools: Partial<Record<TrainingPool, PoolReport>>;
  /** Mean reward of a round, as credited. */
  readonly reward: number;
  /** Penalties with a weight that are the same in all episodes of every group that carries them. */
  readonly constant: readonly Penalty[];
}

function mapTerms(of: (name: keyof EpisodeTerms) => number): EpisodeTerms {
  return {
    payoff: of("payoff"),
    exploitability: of("exploitability"),
    collusion: of("collusion"),
    externality: of("externality"),
  };
}

function variance(values: readonly number[]): number {
  const mean = meanOrZero(values);
  const squares = meanOrZero(values.map((value) => (value - mean) ** 2));
  // Equal values may have a mean that rounding has moved.
  return squares <= (1e-12 * mean) ** 2 ? 0 : squares;
}

const rootMeanSquare = (values: readonly number[]) => Math.sqrt(meanOrZero(values.map((value) => value ** 2)));

/** What an iteration's groups of one domain show: the rewards, and whether they vary where the gradient can see it. */
export function rewardReport(groups: readonly Group[], settings: CreditSettings): RewardReport {
  const advantages_G = advantages(groups, settings).map((group) => group.flat());
  const credited_G_R = creditedPenalties(groups, settings);
  const reports = groups.map(({ pool, opponent, episodes }, g): GroupReport => {
    const terms = episodes.map(episodeTerms);
    return {
      pool,
      opponent,
      episodes: episodes.length,
      terms: mapTerms((name) => meanOrZero(terms.map((episode) => episode[name]))),
      variance: mapTerms((name) => variance(terms.map((episode) => episode[name]))),
      creditedVariance: {
        exploitability: variance(credited_G_R[g]!.map(({ exploitability }) => exploitability)),
        collusion: variance(credited_G_R[g]!.map(({ collusion }) => collusion)),
        externality: variance(credited_G_R[g]!.map(({ externality }) => externality)),
      },
      silent: advantages_G[g]!.every((advantage) => advantage === 0),
      advantageNorm: rootMeanSquare(advantages_G[g]!),
    };
  });
  const pools: Partial<Record<TrainingPool, PoolReport>> = {};
  for (const pool of TRAINING_POOLS) {
    const mine = reports.filter((report) => report.pool === pool);
    if (mine.length > 0) pools[pool] = poolReport(mine, advantages_G.filter((_, g) => groups[g]!.pool === pool).flat());
  }
  return {
    groups: reports,
    pools,
    reward: meanOrZero(creditedRewards(groups, settings).flat(2)),
    constant: constantPenalties(reports, settings),
  };
}

function poolReport(groups: readonly GroupReport[], advantages: readonly number[]): PoolReport {
  return {
    episodes: groups.reduce((sum, { episodes }) => sum + episodes, 0),
    terms: mapTerms((name) => meanOrZero(groups.map(({ terms }) => terms[name]))),
    varianceInGroups: mapTerms((name) => meanOrZero(groups.map(({ variance }) => variance[name]))),
    silentGroups: groups.filter(({ silent }) => silent).length / groups.length,
    advantageNorm: rootMeanSquare(advantages),
  };
}

/** The penalties that have a weight, and groups to carry them, and yet are the same in all episodes of each group. */
function constantPenalties(groups: readonly GroupReport[], { penalties, credit }: CreditSettings): Penalty[] {
  if (credit === "reward-only") return [];
  return PENALTIES.filter((name) => {
    const carriers = credit === "per-pool" ? groups.filter(({ pool }) => CARRIED[pool].includes(name)) : groups;
    return (penalties[name] ?? 0) > 0 && carriers.length > 0 &&
      carriers.every(({ creditedVariance }) => creditedVariance[name] === 0);
  });
}

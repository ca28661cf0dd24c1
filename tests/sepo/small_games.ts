/** Games that are small enough to enumerate, and what the library pushes a table by when it plays them, in expectation. */
import { ipdDomain } from "../../lib/games/ipd/domain.ts";
import { kuhnDomain } from "../../lib/games/kuhn/domain.ts";
import type { Domain } from "../../lib/games/types.ts";
import type { EpisodeRecord } from "../../lib/rollout/play_episodes.ts";
import type { CreditedTurn } from "../../lib/run/credit_decisions.ts";
import { advantages } from "../../lib/sepo/advantages.ts";
import { type CreditSettings, type Group, TRAINING_POOLS, type TrainingPool } from "../../lib/sepo/types.ts";
import { type GradientSettings, gradientsOf } from "../../lib/tabular/gradients.ts";
import { Table } from "../../lib/tabular/table.ts";
import { type Chance, episodeWays, multisets, type Player, type Way } from "./enumerate_episodes.ts";
import { PEER_IPD, PEER_KUHN, type PeerGame } from "./peer_games.ts";
import { sum } from "./vectors.ts";

/** A game as the library plays it and as its peer lists it. */
export interface SmallGame {
  readonly domain: Domain;
  readonly peer: PeerGame;
  /** What chance can do in a group. */
  readonly chances: readonly Chance[];
}

/** Three rounds of the prisoner's dilemma; see {@linkcode PEER_IPD}. */
export const SMALL_IPD: SmallGame = {
  domain: ipdDomain({
    rounds: PEER_IPD.rounds,
    pools: {
      train: [...PEER_IPD.pools.train],
      exploit: [...PEER_IPD.pools.exploit],
      collusive: [...PEER_IPD.pools.collusive],
    },
  }),
  peer: PEER_IPD,
  chances: [{ coins: () => 0.5, probability: 1 }],
};

/** One hand of Kuhn poker; see {@linkcode PEER_KUHN}. */
export const SMALL_KUHN: SmallGame = {
  domain: kuhnDomain({ hands: PEER_KUHN.rounds }),
  peer: PEER_KUHN,
  chances: PEER_KUHN.chances.map((probability, chance) => ({
    coins: (_, slot) => slot === 0 ? ((chance >> 1) + 0.5) / 6 : chance % 2 === 0 ? 1 / 6 : 2 / 3,
    probability,
  })),
};

/** The same game with other pools. */
export function withPools(game: SmallGame, pools: PeerGame["pools"]): SmallGame {
  const { domain, peer } = game;
  return { ...game, domain: { ...domain, pools: { ...domain.pools, ...pools } }, peer: { ...peer, pools } };
}

/** The table whose second action has logit θ[state] at each state of the game's peer, and the first 0. */
export function tableOf({ domain, peer: { states } }: SmallGame, theta: readonly number[]): Table {
  return new Table((state) => [0, theta[states.findIndex((name) => state === `${domain.name} ${name}`)]!]);
}

/** θ at which the second action has this probability at every state. */
export function evenTheta({ peer: { states } }: SmallGame, probability: number): number[] {
  return states.map(() => Math.log(probability / (1 - probability)));
}

/** A game's own λ and scale with what the proofs are about: an estimate of ∇J without bias. */
export function exactSettings({ peer: { lambda, scale } }: SmallGame): CreditSettings {
  return {
    penalties: { exploitability: lambda.e, collusion: lambda.c, externality: lambda.x },
    payoffScale: scale,
    credit: "per-pool",
    return: "toGo",
    normalize: "round",
    groupWeighting: "exact",
    advantageStd: false,
    clip: "pool",
    exploitTerm: "pool",
  };
}

/** A gradient without clip or KL at a temperature. */
export function plainGradient(temperature: number, normalizer: number): GradientSettings {
  return { epsilon: 0.2, epsilonHigh: 0.2, beta: 0, kl: "one-sided", temperature, normalizer };
}

/** A group in every way in which it can come out. */
export interface GroupWays {
  readonly pool: TrainingPool;
  readonly opponent: string;
  /** By how much the opponent's expected payoff a round exceeds the agent's. */
  readonly gap: number;
  readonly ways: readonly Way<readonly EpisodeRecord[]>[];
}

/** The groups of n episodes of an iteration, each in every way. */
export function groupWays({ domain, chances }: SmallGame, player: Player, n: number): GroupWays[] {
  return TRAINING_POOLS.flatMap((pool) =>
    domain.pools[pool].map((opponent): GroupWays => {
      const byChance = chances.map(({ coins, probability }) => ({
        probability,
        episodes: episodeWays(domain, opponent, coins, player),
      }));
      const gaps = byChance.flatMap(({ probability, episodes }) =>
        episodes.map((way) =>
          probability * way.probability * sum(way.it.rounds.map(({ agent, opponent }) => opponent - agent)) /
          domain.rounds
        )
      );
      const ways = byChance.flatMap(({ probability, episodes }) =>
        multisets(episodes, n).map((way) => ({ it: way.it, probability: probability * way.probability }))
      );
      return { pool, opponent, gap: sum(gaps), ways };
    })
  );
}

/** Where a clip of the pool takes the opponents' gains from. */
export type Gaps = "exact" | "shown";

function groupOf({ pool, opponent, gap }: GroupWays, records: readonly EpisodeRecord[], gaps: Gaps): Group {
  return { pool, opponent, episodes: records.map(({ rounds }) => rounds), ...gaps === "exact" ? { gap } : {} };
}

/** The decisions of a group's episodes with their advantages times a weight. */
export function weighted(
  domain: Domain,
  records: readonly EpisodeRecord[],
  advantages_R_T: readonly (readonly number[])[],
  weight: number,
): CreditedTurn[] {
  return records.flatMap(({ turns }, r) =>
    turns.map((turn) => ({
      ...turn,
      domain,
      part: 0,
      advantage: weight * advantages_R_T[r]![turn.decision.round]!,
    }))
  );
}

/** By how much decisions push the logit of each state's second action: minus the gradient of their summed loss, over n. */
export function pushOf(
  { domain, peer: { states } }: Pick<SmallGame, "domain" | "peer">,
  turns: readonly CreditedTurn[],
  { table, temperature }: Player,
  n: number,
): number[] {
  const { gradients } = gradientsOf(turns, table, table, plainGradient(temperature, n), false);
  return states.map((state) => -(gradients.get(`${domain.name} ${state}`)?.[1] ?? 0));
}

/**
 * The sum over groups and rounds, averaged over n episodes, of E[advantage · ∇ log π], from the library's advantages and
 * gradients, over everything that can come out. Each group is enumerated beside fixed others, which is all where nothing
 * or only a constant of theirs enters its advantages; with `jointly` all together.
 */
export function expectedPush(
  game: SmallGame,
  player: Player,
  n: number,
  settings: CreditSettings,
  { gaps = "exact", jointly = false }: { gaps?: Gaps; jointly?: boolean } = {},
): number[] {
  const { domain } = game;
  const all = groupWays(game, player, n);
  const fixed = all.map((group) => groupOf(group, group.ways[0]!.it, gaps));
  const turns: CreditedTurn[] = [];
  const pick = (picked: readonly Way<readonly EpisodeRecord[]>[], probability: number): void => {
    const next = all[picked.length];
    if (next !== undefined) {
      for (const way of next.ways) pick([...picked, way], probability * way.probability);
      return;
    }
    const credited = advantages(picked.map(({ it }, g) => groupOf(all[g]!, it, gaps)), settings);
    picked.forEach(({ it }, g) => turns.push(...weighted(domain, it, credited[g]!, probability)));
  };
  if (jointly) pick([], 1);
  else {
    for (const [g, group] of all.entries()) {
      for (const { it, probability } of group.ways) {
        const credited = advantages(fixed.with(g, groupOf(group, it, gaps)), settings);
        turns.push(...weighted(domain, it, credited[g]!, probability));
      }
    }
  }
  return pushOf(game, turns, player, n);
}

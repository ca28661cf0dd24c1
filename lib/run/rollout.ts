import type { RunSettings } from "../../dsl/plan.ts";
import type { Choice, Coins, Domain } from "../games/types.ts";
import { uniform } from "../random/uniform.ts";
import { type EpisodeRecord, playEpisodes } from "../rollout/play_episodes.ts";
import { castOpponent, type Players } from "../rollout/players.ts";
import { type Group, TRAINING_POOLS, type TrainingPool } from "../sepo/types.ts";

/** A group that was played: n episodes against one opponent of one pool. */
export interface PlayedGroup {
  readonly domain: Domain;
  readonly pool: TrainingPool;
  /** As the experiment names it. */
  readonly opponent: string;
  /** As the domain played it: the computed strategy in the place of a best response. */
  readonly played: string;
  readonly records: readonly EpisodeRecord[];
  /** What the fresh episodes beside each episode showed, in the auxiliary arm's train groups. */
  readonly auxiliary?: Group["auxiliary"];
}

/** Groups and episodes are counted in the halves of one 32-bit word of an address. */
const WORD_HALF = 0x10000;

/**
 * A played group as the objective sees it.
 *
 * @param gap By how much its opponent earns more than the agent, as other episodes show it.
 */
export function groupOf({ pool, opponent, records, auxiliary }: PlayedGroup, gap?: number): Group {
  const episodes = records.map(({ rounds }) => rounds);
  return {
    pool,
    opponent,
    episodes,
    ...auxiliary === undefined ? {} : { auxiliary },
    ...gap === undefined ? {} : { gap },
  };
}

/** Plays every group of an iteration at once, in lockstep: domain by domain, pool by pool, opponent by opponent. */
export async function rollOut(
  domains: readonly Domain[],
  players: Players,
  { episodesPerOpponent, shareGroupRandomness }: RunSettings["sepo"],
  seed: number,
  iteration: number,
): Promise<PlayedGroup[]> {
  const groups = domains.flatMap((domain) =>
    TRAINING_POOLS.flatMap((pool) =>
      domain.pools[pool].map((opponent) => ({ domain, pool, opponent, cast: castOpponent(domain, opponent, players) }))
    )
  );
  const specs = groups.flatMap(({ domain, cast }, group) =>
    Array.from({ length: episodesPerOpponent }, (_, episode) => {
      const deals = group * WORD_HALF + (shareGroupRandomness ? 0 : episode);
      const coins: Coins = (round, slot) => uniform(seed, "deals", [iteration, deals, round, slot]);
      return { ...cast, domain, coins, address: [iteration, group * WORD_HALF + episode] as const };
    })
  );
  const records = await playEpisodes(specs, players.agent);
  return groups.map(({ domain, pool, opponent, cast }, g) => ({
    domain,
    pool,
    opponent,
    played: cast.opponent,
    records: records.slice(g * episodesPerOpponent, (g + 1) * episodesPerOpponent),
  }));
}

/** What the agent chose in an iteration, by domain. */
export function choicesIn(groups: readonly PlayedGroup[]): Map<string, Choice[]> {
  const choices = new Map<string, Choice[]>();
  for (const { domain, records } of groups) {
    const mine = choices.get(domain.name) ?? [];
    choices.set(domain.name, mine);
    for (const { turns } of records) {
      for (const { decision: { infoset }, answer: { action } } of turns) mine.push({ infoset, action });
    }
  }
  return choices;
}

import type { RunSettings } from "../../dsl/plan.ts";
import type { Coins, Domain } from "../games/types.ts";
import { uniform } from "../random/uniform.ts";
import { type EpisodeRecord, playEpisodes } from "../rollout/play_episodes.ts";
import type { Policy } from "../rollout/policy.ts";
import type { TrainingPool } from "../sepo/types.ts";

/** A group that was played: n episodes against one opponent of one pool. */
export interface PlayedGroup {
  readonly pool: TrainingPool;
  readonly opponent: string;
  readonly records: readonly EpisodeRecord[];
}

/** Groups and episodes are counted in the halves of one 32-bit word of an address. */
const WORD_HALF = 0x10000;

/** Plays every group of an iteration at once, in lockstep. */
export async function rollOut(
  domain: Domain,
  policy: Policy,
  { episodesPerOpponent, shareGroupRandomness }: RunSettings["sepo"],
  seed: number,
  iteration: number,
): Promise<PlayedGroup[]> {
  const groups = (["train", "exploit", "collusive"] as const).flatMap((pool) =>
    domain.pools[pool].map((opponent) => ({ pool, opponent }))
  );
  const specs = groups.flatMap(({ opponent }, group) =>
    Array.from({ length: episodesPerOpponent }, (_, episode) => {
      const deals = group * WORD_HALF + (shareGroupRandomness ? 0 : episode);
      const coins: Coins = (round, slot) => uniform(seed, "deals", [iteration, deals, round, slot]);
      return { opponent, coins, address: [iteration, group * WORD_HALF + episode] as const };
    })
  );
  const records = await playEpisodes(domain, specs, policy);
  return groups.map((group, g) => ({
    ...group,
    records: records.slice(g * episodesPerOpponent, (g + 1) * episodesPerOpponent),
  }));
}

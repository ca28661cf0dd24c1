import type { Coins, Domain } from "../games/types.ts";
import { uniform } from "../random/uniform.ts";
import { type EpisodeRecord, type EpisodeSpec, playEpisodes } from "../rollout/play_episodes.ts";
import { type Cast, castOpponent, type Players } from "../rollout/players.ts";
import { poolPenalties } from "../sepo/pool_penalties.ts";
import type { CreditSettings, Group, PenaltyTerms } from "../sepo/types.ts";
import type { PlayedGroup } from "./rollout.ts";

/** An opponent of an auxiliary estimate. */
interface Beside extends Pick<Group, "pool" | "opponent"> {
  readonly cast: Cast;
}

/** The opponents whom auxiliary estimates take in a domain: a train group's own, for its x, and all that carry a penalty. */
function opponentsOf(domain: Domain, players: Players): (opponent: string) => readonly Beside[] {
  // A best response is computed once, not for each episode.
  const cast = (pool: Group["pool"]) => (opponent: string): Beside => ({
    pool,
    opponent,
    cast: castOpponent(domain, opponent, players),
  });
  const others = [...domain.pools.exploit.map(cast("exploit")), ...domain.pools.collusive.map(cast("collusive"))];
  return (opponent) => [cast("train")(opponent), ...others];
}

/**
 * Plays fresh episodes beside every train episode and gives each train group what they showed: one episode a
 * (train episode, opponent). Their deals and draws are their own, so what they show doesn't depend on the train episode.
 *
 * @param players The policy that played the groups, on the auxiliary stream.
 */
export async function playAuxiliary(
  groups: readonly PlayedGroup[],
  players: Players,
  settingsOf: (domain: Domain) => Pick<CreditSettings, "exploitTerm">,
  seed: number,
  iteration: number,
): Promise<PlayedGroup[]> {
  const specs: EpisodeSpec[] = [];
  const opponents = new Map([...new Set(groups.map(({ domain }) => domain))]
    .map((domain) => [domain, opponentsOf(domain, players)]));
  const places = groups.map(({ pool, domain, opponent, records }) => {
    if (pool !== "train") return [];
    const beside = opponents.get(domain)!(opponent);
    return records.map(() =>
      beside.map(({ cast, ...who }) => {
        const at = specs.length;
        const address = [iteration, at] as const;
        const coins: Coins = (round, slot) => uniform(seed, "auxiliaryDeals", [...address, round, slot]);
        specs.push({ ...cast, domain, coins, address });
        return { ...who, at };
      })
    );
  });
  const records = await playEpisodes(specs, players.agent);
  return groups.map((group, g): PlayedGroup => {
    if (group.pool !== "train") return group;
    const settings = settingsOf(group.domain);
    const auxiliary = places[g]!.map((mine): PenaltyTerms =>
      poolPenalties(mine.map(({ pool, opponent, at }) => one(pool, opponent, records[at]!)), settings)
    );
    return { ...group, auxiliary };
  });
}

/** A group of one episode: its clip is the episode's. */
function one(pool: Group["pool"], opponent: string, { rounds }: EpisodeRecord): Group {
  return { pool, opponent, episodes: [rounds] };
}

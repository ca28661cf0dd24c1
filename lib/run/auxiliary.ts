import type { Coins, Domain } from "../games/types.ts";
import { uniform } from "../random/uniform.ts";
import { type EpisodeRecord, type EpisodeSpec, playEpisodes } from "../rollout/play_episodes.ts";
import { castOpponent, type Players } from "../rollout/players.ts";
import { poolPenalties } from "../sepo/pool_penalties.ts";
import type { CreditSettings, Group, PenaltyTerms } from "../sepo/types.ts";
import type { PlayedGroup } from "./rollout.ts";

/** The opponents whom an auxiliary estimate takes: those that carry a penalty, and the train episode's own for its x. */
function opponentsOf({ pools }: Domain, opponent: string): readonly Pick<Group, "pool" | "opponent">[] {
  return [
    { pool: "train", opponent },
    ...pools.exploit.map((opponent) => ({ pool: "exploit" as const, opponent })),
    ...pools.collusive.map((opponent) => ({ pool: "collusive" as const, opponent })),
  ];
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
  const places = groups.map((group) =>
    group.pool !== "train" ? [] : group.records.map(() =>
      opponentsOf(group.domain, group.opponent).map((opponent) => {
        const at = specs.length;
        const address = [iteration, at] as const;
        const coins: Coins = (round, slot) => uniform(seed, "auxiliaryDeals", [...address, round, slot]);
        const { domain } = group;
        specs.push({ ...castOpponent(domain, opponent.opponent, players), domain, coins, address });
        return { ...opponent, at };
      })
    )
  );
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

import { policyPlayers } from "../../lib/rollout/policy_players.ts";
import type { Players } from "../../lib/rollout/players.ts";
import type { Stream } from "../../lib/random/uniform.ts";
import { TabularPolicy } from "../../lib/tabular/tabular_policy.ts";
import type { Player } from "./enumerate_episodes.ts";

/** A table that plays episodes with a seed's stream. */
export function playersOf({ table, temperature }: Player, seed: number, stream: Stream): Players {
  return policyPlayers(() => new TabularPolicy({ table: () => table, seed, stream, temperature })).players(new Map());
}

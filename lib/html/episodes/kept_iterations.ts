import type { HeaderLine } from "../../results/schema.ts";
import { runDomains } from "../../run/run_domains.ts";
import { TRAINING_POOLS } from "../../sepo/types.ts";

/** Episodes that a run plays in all, by its settings. */
export function plannedEpisodes({ run: { settings } }: HeaderLine): number {
  const { iterations, episodesPerOpponent } = settings.sepo;
  const opponents = runDomains(settings).flatMap(({ trained: { pools } }) =>
    TRAINING_POOLS.flatMap((pool) => pools[pool])
  );
  return iterations * episodesPerOpponent * opponents.length;
}

/** Of which iterations a page keeps the episodes. */
export interface Kept {
  /** Every how many iterations; 1 for all. */
  readonly every: number;
  readonly keeps: (iteration: number) => boolean;
}

/**
 * Keeps all iterations where their episodes fit, else every second, third …: whole groups, evenly spread, the first among
 * them. It is decided before any episode is read, so that what is too much is never held.
 *
 * @param planned Episodes that the runs have in all.
 * @param most How many a page may hold, about.
 */
export function keptIterations(planned: number, most: number): Kept {
  const every = Math.max(1, Math.ceil(planned / Math.max(1, most)));
  return { every, keeps: (iteration) => (iteration - 1) % every === 0 };
}

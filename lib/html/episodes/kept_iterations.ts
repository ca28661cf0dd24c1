import type { HeaderLine } from "../../results/schema.ts";
import { runDomains } from "../../run/run_domains.ts";
import { TRAINING_POOLS } from "../../sepo/types.ts";

/** Episodes that a run writes down in all, by its settings: those of its own iterations, where it was forked. */
export function plannedEpisodes({ run: { settings }, fork }: HeaderLine): number {
  const { iterations, episodesPerOpponent, recordEpisodesEvery } = settings.sepo;
  if (recordEpisodesEvery === 0) return 0;
  const opponents = runDomains(settings).flatMap(({ trained: { pools } }) =>
    TRAINING_POOLS.flatMap((pool) => pools[pool])
  );
  const recorded = (done: number) => Math.ceil(done / recordEpisodesEvery);
  return (recorded(iterations) - recorded(fork?.iteration ?? 0)) * episodesPerOpponent * opponents.length;
}

/** Of which iterations a page keeps the episodes. */
export interface Kept {
  readonly keeps: (iteration: number) => boolean;
  /** What of the runs' episodes that is, if not all. */
  readonly note: string | undefined;
}

/**
 * Keeps all iterations whose episodes runs write down where they fit, else every second, third …: whole groups, evenly
 * spread, the first among them. It is decided before any episode is read, so that what is too much is never held.
 *
 * @param headers The runs' first lines; none while they are not known, which keeps all.
 * @param most How many a page may hold, about.
 */
export function keptIterations(headers: readonly HeaderLine[], most: number): Kept {
  const planned = headers.reduce((sum, header) => sum + plannedEpisodes(header), 0);
  const recorded = headers.map(({ run }) => run.settings.sepo.recordEpisodesEvery).filter((every) => every > 0);
  if (headers.length > 0 && recorded.length === 0) {
    return { keeps: () => true, note: "The runs wrote no episodes down: sepo.recordEpisodesEvery is 0." };
  }
  const least = recorded.reduce((a, b) => Math.min(a, b), Infinity);
  const share = Math.max(1, Math.ceil(planned / Math.max(1, most)));
  const every = (least === Infinity ? 1 : least) * share;
  const notes = share > 1
    ? `Of one iteration in ${every}, so that the page opens soon.`
    : every > 1
    ? `Of one iteration in ${every}: the runs wrote no others down.`
    : undefined;
  return { keeps: (iteration) => (iteration - 1) % every === 0, note: notes };
}

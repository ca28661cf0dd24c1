import { meansOfEpisodes, poolMeasures } from "../evaluate/pool_measures.ts";
import type { EvaluationLine } from "../results/schema.ts";
import type { PenaltyWeights } from "../sepo/types.ts";
import type { Draw } from "./hierarchical_bootstrap.ts";
import { type Shown, shown } from "./shown.ts";

/** What an evaluation by play was measured with. */
export interface PlaySetup {
  /** s of the objective. */
  readonly payoffScale: number;
  /** λ of the objective. */
  readonly penalties: PenaltyWeights;
}

/**
 * A resample of what an evaluation by play saw: the episodes against each opponent drawn again with replacement, and all
 * measures computed from them anew. Undefined where a line doesn't hold its episodes.
 */
export function playResample(
  { opponents }: Pick<EvaluationLine, "opponents">,
  { payoffScale, penalties }: PlaySetup,
): ((draw: Draw) => Shown) | undefined {
  const played = opponents.flatMap(({ pool, opponent, episodes }) =>
    episodes === undefined ? [] : [{ pool, opponent, episodes }]
  );
  if (played.length < opponents.length) return undefined;
  return (draw) => {
    const means = played.map(({ pool, opponent, episodes }) => {
      const count = episodes.agent.length;
      const places = Array.from({ length: count }, () => Math.floor(draw() * count));
      return { pool, opponent, ...meansOfEpisodes(episodes, places) };
    });
    return shown(poolMeasures(means, penalties, payoffScale));
  };
}

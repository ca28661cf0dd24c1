import { groupAdvantages } from "../sepo/group_advantages.ts";
import type { CreditSettings } from "../sepo/types.ts";
import type { Turn } from "../rollout/play_episodes.ts";
import type { PlayedGroup } from "./rollout.ts";

/** A decision with the advantage that its reply's tokens carry. */
export interface CreditedTurn extends Turn {
  readonly advantage: number;
}

/**
 * Gives every decision its round's advantage: all decisions of a round share the round's return. Also where the
 * fallback chose the action, the reply's own tokens carry the credit.
 *
 * @returns turns[group][episode][decision].
 */
export function creditDecisions(groups: readonly PlayedGroup[], settings: CreditSettings): CreditedTurn[][][] {
  return groups.map(({ pool, opponent, records }) => {
    const advantages_R_T = groupAdvantages({ pool, opponent, episodes: records.map(({ rounds }) => rounds) }, settings);
    return records.map(({ turns }, r) =>
      turns.map((turn) => ({ ...turn, advantage: advantages_R_T[r]![turn.decision.round]! }))
    );
  });
}

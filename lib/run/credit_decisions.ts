import { groupAdvantages } from "../sepo/group_advantages.ts";
import type { CreditSettings } from "../sepo/types.ts";
import type { Domain } from "../games/types.ts";
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
 * @param settingsOf How the domain turns rewards into advantages.
 * @returns turns[group][episode][decision].
 */
export function creditDecisions(
  groups: readonly PlayedGroup[],
  settingsOf: (domain: Domain) => CreditSettings,
): CreditedTurn[][][] {
  return groups.map(({ domain, pool, opponent, records }) => {
    const group = { pool, opponent, episodes: records.map(({ rounds }) => rounds) };
    const advantages_R_T = groupAdvantages(group, settingsOf(domain));
    return records.map(({ turns }, r) =>
      turns.map((turn) => ({ ...turn, advantage: advantages_R_T[r]![turn.decision.round]! }))
    );
  });
}

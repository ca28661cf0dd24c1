import type { Turn } from "../rollout/play_episodes.ts";
import type { Group } from "../sepo/types.ts";
import { advantages } from "../sepo/advantages.ts";
import type { Domain } from "../games/types.ts";
import { groupOf, type PlayedGroup } from "./rollout.ts";
import type { RunDomain } from "./run_domains.ts";

/** A decision with the advantage that its reply's tokens carry. */
export interface CreditedTurn extends Turn {
  readonly domain: Domain;
  readonly advantage: number;
  /** Which (domain, pool) it belongs to, by its place in {@linkcode partsOf}. */
  readonly part: number;
}

/** The (domain, pool) pairs of groups, in their order: the parts whose gradients are compared. */
export function partsOf(groups: readonly PlayedGroup[]): string[] {
  return [...new Set(groups.map(partOf))];
}

const partOf = ({ domain, pool }: PlayedGroup) => `${domain.name} ${pool}`;

/**
 * Gives every decision its round's advantage: all decisions of a round share the round's return. Also where the
 * fallback chose the action, the reply's own tokens carry the credit.
 *
 * The loss takes the mean over groups, episodes and rounds, while with `groupWeighting: exact` ∇J is the sum over groups
 * and rounds, averaged over episodes and domains: advantages are scaled to make up for that.
 *
 * Advantages are float32, as the subprocess takes them: what differs by float64's rounding alone, such as the rewards of
 * two arms less a constant that cancels, is then equal. Else the KL penalty's kink at 0 and AdamW's division would make a
 * visible difference of it within a few steps.
 *
 * @param asGroup A group as the objective sees it; without known gaps if left out.
 * @returns turns[group][episode][decision].
 */
export function creditDecisions(
  groups: readonly PlayedGroup[],
  domains: readonly Pick<RunDomain, "trained" | "credit">[],
  asGroup: (group: PlayedGroup) => Group = (group) => groupOf(group),
): CreditedTurn[][][] {
  const parts = partsOf(groups);
  const rounds = groups.reduce((sum, { domain }) => sum + domain.rounds, 0);
  const byGroup = new Map<PlayedGroup, number[][]>();
  for (const { trained, credit } of domains) {
    const mine = groups.filter(({ domain }) => domain === trained);
    const advantages_G_R_T = advantages(mine.map(asGroup), credit);
    mine.forEach((group, g) => byGroup.set(group, advantages_G_R_T[g]!));
  }
  return groups.map((group) => {
    const advantages_R_T = byGroup.get(group)!;
    const exact = domains.find(({ trained }) => trained === group.domain)!.credit.groupWeighting === "exact";
    const scale = exact ? rounds / domains.length : 1;
    const part = parts.indexOf(partOf(group));
    return group.records.map(({ turns }, r) =>
      turns.map((turn) => {
        const advantage = Math.fround(scale * advantages_R_T[r]![turn.decision.round]!);
        return { ...turn, domain: group.domain, part, advantage };
      })
    );
  });
}

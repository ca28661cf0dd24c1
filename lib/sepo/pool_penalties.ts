import { episodeGap, episodeTerms, meanOrZero } from "./episode_terms.ts";
import type { CreditSettings, Group, PenaltyTerms } from "./types.ts";

/** By how much the group's opponent earns more than the agent: exactly where that is known, else as its episodes show. */
export function groupGap({ gap, episodes }: Group): number {
  return gap ?? meanOrZero(episodes.map(episodeGap));
}

/** The exploit group whose opponent earns most above the agent, the first of equals; undefined without an exploit pool. */
export function worstExploiter(groups: readonly Group[]): Group | undefined {
  return groups.filter(({ pool }) => pool === "exploit")
    .reduce<Group | undefined>(
      (worst, group) => worst && groupGap(worst) >= groupGap(group) ? worst : group,
      undefined,
    );
}

/**
 * e, c and x as J has them, estimated from an iteration's groups: e clipped for each opponent and then averaged (or of
 * the worst one alone), c over the collusive pool, x over train and exploit. Unscaled.
 */
export function poolPenalties(groups: readonly Group[], { exploitTerm }: Pick<CreditSettings, "exploitTerm">) {
  const worst = worstExploiter(groups);
  const exploiters = groups.filter((group) => exploitTerm === "worst" ? group === worst : group.pool === "exploit");
  const meanOf = (pools: readonly Group["pool"][], name: "collusion" | "externality") =>
    meanOrZero(
      groups.filter(({ pool }) => pools.includes(pool))
        .map(({ episodes }) => meanOrZero(episodes.map((rounds) => episodeTerms(rounds)[name]))),
    );
  return {
    exploitability: meanOrZero(exploiters.map((group) => Math.max(0, groupGap(group)))),
    collusion: meanOf(["collusive"], "collusion"),
    externality: meanOf(["train", "exploit"], "externality"),
  } satisfies PenaltyTerms;
}

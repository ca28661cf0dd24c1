import type { Penalty } from "../games/types.ts";
import type { CreditSettings, Group } from "./types.ts";

/** What a term of a group's reward is multiplied with, before λ and s; no unit. */
export type TermWeights = Readonly<Record<"payoff" | Penalty, number>>;

const EVEN: TermWeights = { payoff: 1, exploitability: 1, collusion: 1, externality: 1 };

/**
 * With `groupWeighting: exact`, one over the number of opponents that J averages a term over, so that the groups' sum is
 * J: u over the train pool, e over the exploit pool (over one opponent where only the worst counts), c over the collusive
 * pool, x over train and exploit together. Without, 1.
 */
export function termWeights(
  groups: readonly Group[],
  { groupWeighting, exploitTerm, credit }: Pick<CreditSettings, "groupWeighting" | "exploitTerm" | "credit">,
): TermWeights {
  if (groupWeighting !== "exact") return EVEN;
  const share = (...pools: readonly Group["pool"][]) => {
    const count = groups.filter(({ pool }) => pools.includes(pool)).length;
    return count === 0 ? 0 : 1 / count;
  };
  const payoff = share("train");
  // Where train episodes carry an estimate of the whole penalty, each train group carries its share of that.
  if (credit === "auxiliary" || credit === "shared") {
    return { payoff, exploitability: payoff, collusion: payoff, externality: payoff };
  }
  return {
    payoff,
    exploitability: exploitTerm === "worst" ? 1 : share("exploit"),
    collusion: share("collusive"),
    externality: share("train", "exploit"),
  };
}

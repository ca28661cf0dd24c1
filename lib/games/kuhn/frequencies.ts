import { equilibriumPolicy, MAX_ALPHA } from "./opponents.ts";
import { checkPolicy, type PolicyTable } from "./policy.ts";
import { CARDS } from "./rules.ts";

/** How often a policy puts chips in, by card: Jack, Queen, King. */
export interface KuhnFrequencies {
  /** Probability of BET. */
  readonly bet: readonly [jack: number, queen: number, king: number];
  /** Probability of CALL. */
  readonly call: readonly [jack: number, queen: number, king: number];
}

/**
 * Bet and call rate of each card. A card bets at two information sets (moving first; second after a pass) and calls at
 * two (second, facing a bet; first, facing a bet after its pass); a rate is the plain mean over the two seats. It
 * depends on the policy alone, not on how often the opponent lets it get there.
 *
 * @throws {RangeError} If `policy` isn't one.
 */
export function frequencies(policy: PolicyTable): KuhnFrequencies {
  const checked = checkPolicy(policy);
  const [jack, queen, king] = CARDS;
  const bet = (card: typeof CARDS[number]) => (checked[`${card}`] + checked[`${card}p`]) / 2;
  const call = (card: typeof CARDS[number]) => (checked[`${card}b`] + checked[`${card}pb`]) / 2;
  return { bet: [bet(jack), bet(queen), bet(king)], call: [call(jack), call(queen), call(king)] };
}

/** The smallest and the largest rate among the equilibria, by card. */
export interface FrequencyRange {
  readonly lowest: KuhnFrequencies;
  readonly highest: KuhnFrequencies;
}

/**
 * The rates of the equilibrium family, each linear in α ∈ [0, 1/3]: bet J (α + 1/3)/2, Q 0, K (3α + 1)/2;
 * call J 0, Q (α + 2/3)/2, K 1.
 */
export const EQUILIBRIUM_FREQUENCIES: FrequencyRange = {
  lowest: frequencies(equilibriumPolicy(0)),
  highest: frequencies(equilibriumPolicy(MAX_ALPHA)),
};

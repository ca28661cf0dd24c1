import { equilibriumPolicy, MAX_ALPHA } from "./opponents.ts";
import { checkPolicy, type KuhnPolicy, type PolicyTable } from "./policy.ts";
import { CARDS, INFOSETS } from "./rules.ts";

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

/** The member of the equilibrium family that is closest to a policy. */
export interface NearestEquilibrium {
  /** The member's α, in [0, 1/3]. */
  readonly alpha: number;
  readonly policy: KuhnPolicy;
  /** Root of the mean squared difference of the 12 probabilities; no unit. */
  readonly distance: number;
}

/**
 * The equilibrium that is closest to `policy` in the 12 probabilities. Every information set counts the same, also those
 * that the policy's own moves make rare, so a policy may be at a distance and still not be exploitable.
 *
 * @throws {RangeError} If `policy` isn't one.
 */
export function nearestEquilibrium(policy: PolicyTable): NearestEquilibrium {
  const checked = checkPolicy(policy);
  // α enters as α (bets J), 3α (bets K) and α + 1/3 (calls Q): least squares over these, with weights 1, 3, 1 of 11.
  const free = (checked["0"] + 3 * checked["2"] + (checked["1pb"] - 1 / 3)) / 11;
  const alpha = Math.min(MAX_ALPHA, Math.max(0, free));
  const member = equilibriumPolicy(alpha);
  const squares = INFOSETS.reduce((sum, infoset) => sum + (checked[infoset] - member[infoset]) ** 2, 0);
  return { alpha, policy: member, distance: Math.sqrt(squares / INFOSETS.length) };
}

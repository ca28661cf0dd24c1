import { checkPolicy, type KuhnPolicy, type PolicyTable } from "./policy.ts";
import { ACTOR, AFTER, type Card, DEALS, type History, isOutcome, type Outcome, payoff } from "./rules.ts";

/** What a policy earns against another, in net chips a hand. */
export interface ExpectedPayoff {
  /** Where it moves first in every hand. */
  readonly first: number;
  /** Where it moves second in every hand. */
  readonly second: number;
  /** Where the seats alternate: the mean of both. */
  readonly mean: number;
}

/** Net chips of the first mover from here on, in expectation, once the cards are dealt. */
function valueOf(policies: readonly [KuhnPolicy, KuhnPolicy], deal: readonly [Card, Card], moves: History | Outcome) {
  const walk = (moves: History | Outcome): number => {
    if (isOutcome(moves)) return payoff(moves, deal[0], deal[1]);
    const actor = ACTOR[moves];
    const bets = policies[actor][`${deal[actor]}${moves}`];
    return bets * walk(AFTER[moves].b) + (1 - bets) * walk(AFTER[moves].p);
  };
  return walk(moves);
}

const valueToFirst = (first: KuhnPolicy, second: KuhnPolicy) =>
  DEALS.reduce((sum, deal) => sum + valueOf([first, second], deal, ""), 0) / DEALS.length;

/**
 * What `policy` earns against `other`, exact.
 *
 * @example
 * ```ts
 * import { expectedPayoff } from "./expected_payoff.ts";
 * import { equilibriumPolicy } from "./opponents.ts";
 * const { first } = expectedPayoff(equilibriumPolicy(0), equilibriumPolicy(1 / 3)); // −1/18
 * ```
 *
 * @throws {RangeError} If one of them isn't a policy.
 */
export function expectedPayoff(policy: PolicyTable, other: PolicyTable): ExpectedPayoff {
  const [own, theirs] = [checkPolicy(policy), checkPolicy(other)];
  const first = valueToFirst(own, theirs);
  const second = 0 - valueToFirst(theirs, own); // 0 − x: a tie is 0, not −0
  return { first, second, mean: (first + second) / 2 };
}

/** Chips a hand over an episode of `hands` hands of which the policy moves first in hand 0, 2, 4, …: once more if odd. */
export function meanOverHands({ first, second }: Pick<ExpectedPayoff, "first" | "second">, hands: number): number {
  return (Math.ceil(hands / 2) * first + Math.floor(hands / 2) * second) / hands;
}

import { expectedPayoff, meanOverHands } from "../games/kuhn/expected_payoff.ts";
import { type KuhnPolicy, policyOf } from "../games/kuhn/policy.ts";
import { CARDS, type Infoset, INFOSETS } from "../games/kuhn/rules.ts";

/** A number that follows from the agent's probabilities of b, one for each of `INFOSETS`, in that order. */
export type KuhnForm = (bets: ArrayLike<number>) => number;

/** The pure policy that bets at the given information sets alone. */
const betsAt = (...infosets: readonly Infoset[]) => policyOf((infoset) => infosets.includes(infoset) ? 1 : 0);

/**
 * An expectation over hands against an opponent, made ready for many policies: no path through the game passes two of the
 * agent's information sets but `c` and `cpb` of one card c, so it is constant + Σ aᵢ·xᵢ + Σ b_c·x_c·x_cpb, and its
 * coefficients can be read off pure policies.
 *
 * @param of The expectation for one policy.
 */
export function kuhnForm(of: (policy: KuhnPolicy) => number): KuhnForm {
  const constant = of(betsAt());
  const linear = INFOSETS.map((infoset) => of(betsAt(infoset)) - constant);
  const products = CARDS.map((card) => {
    const [first, later] = [INFOSETS.indexOf(`${card}`), INFOSETS.indexOf(`${card}pb`)];
    const both = of(betsAt(`${card}`, `${card}pb`)) - constant;
    return { first, later, coefficient: both - linear[first]! - linear[later]! };
  });
  return (bets) => {
    let sum = constant;
    for (let i = 0; i < linear.length; i++) sum += linear[i]! * bets[i]!;
    for (const { first, later, coefficient } of products) sum += coefficient * bets[first]! * bets[later]!;
    return sum;
  };
}

/**
 * The expected payoff against an opponent, in chips a hand.
 *
 * @param hands Hands in an episode; the agent moves first in hand 0, 2, 4, …
 */
export function kuhnPayoffForm(opponent: KuhnPolicy, hands: number): KuhnForm {
  return kuhnForm((policy) => meanOverHands(expectedPayoff(policy, opponent), hands));
}

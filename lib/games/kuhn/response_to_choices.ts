import { fittedShares } from "../fitted_shares.ts";
import type { BestResponse, Choice } from "../types.ts";
import { bestResponse } from "./best_response.ts";
import { meanOverHands } from "./expected_payoff.ts";
import { type KuhnPolicy, policyOf } from "./policy.ts";
import { kuhnMove } from "./prompt.ts";
import { pureName } from "./pure.ts";
import { type Infoset, isInfoset } from "./rules.ts";

/**
 * The policy that choices show: at each information set the share of b, see {@linkcode fittedShares}; ½ where nothing was
 * chosen.
 *
 * @throws {RangeError} If a choice isn't one of Kuhn poker's.
 */
export function policyOfChoices(choices: readonly Choice[]): KuhnPolicy {
  const counts = new Map<Infoset, { p: number; b: number }>();
  for (const { infoset, action } of choices) {
    if (!isInfoset(infoset)) throw new RangeError(`Kuhn poker has no information set "${infoset}"`);
    const count = counts.get(infoset) ?? { p: 0, b: 0 };
    counts.set(infoset, count);
    count[kuhnMove(infoset, action)]++;
  }
  return policyOf((infoset) => {
    const { p, b } = counts.get(infoset) ?? { p: 0, b: 0 };
    return fittedShares([b, p])[0]!;
  });
}

/** In words what {@linkcode responseToChoices} maximizes over, and what it takes the agent to be. */
export const RESPONSE_IN_WORDS =
  "exact, over all strategies of both seats, to an agent that bets or calls at each of the " +
  "12 information sets as often as it was measured to";

/**
 * The best response to the policy that an agent's choices show; see {@linkcode responseToPolicy}.
 *
 * @throws {RangeError} If a choice isn't one of Kuhn poker's.
 */
export function responseToChoices(choices: readonly Choice[], hands: number): BestResponse {
  return responseToPolicy(policyOfChoices(choices), hands);
}

/**
 * The best response to a policy in both seats, over episodes of `hands` hands of which the agent moves first in hand
 * 0, 2, 4, … Payoffs are chips a hand. Exact; ties are passed or folded.
 */
export function responseToPolicy(agent: KuhnPolicy, hands: number): BestResponse {
  const first = bestResponse(agent, 0), second = bestResponse(agent, 1);
  // Where the agent moves first, the response moves second.
  const theirs = meanOverHands({ first: second.value, second: first.value }, hands);
  const bets = { ...first.policy, ...second.policy };
  return { opponent: pureName((infoset) => bets[infoset] === 1 ? "b" : "p"), theirs, agent: 0 - theirs };
}

import type { BestResponse, Choice } from "../types.ts";
import { bestResponse } from "./best_response.ts";
import { meanOverHands } from "./expected_payoff.ts";
import { type KuhnPolicy, policyOf } from "./policy.ts";
import { kuhnMove } from "./prompt.ts";
import { pureName } from "./pure.ts";
import { type Infoset, isInfoset } from "./rules.ts";

/**
 * The policy that choices show: at each information set P(b) = (n_b + ½) / (n + 1), the mean under Jeffreys' prior, which
 * is ½ where nothing was chosen.
 *
 * @throws {RangeError} If a choice isn't one of Kuhn poker's.
 */
export function policyOfChoices(choices: readonly Choice[]): KuhnPolicy {
  const counts = new Map<Infoset, { all: number; b: number }>();
  for (const { infoset, action } of choices) {
    if (!isInfoset(infoset)) throw new RangeError(`Kuhn poker has no information set "${infoset}"`);
    const { all, b } = counts.get(infoset) ?? { all: 0, b: 0 };
    counts.set(infoset, { all: all + 1, b: b + (kuhnMove(infoset, action) === "b" ? 1 : 0) });
  }
  return policyOf((infoset) => {
    const { all, b } = counts.get(infoset) ?? { all: 0, b: 0 };
    return (b + 1 / 2) / (all + 1);
  });
}

/** In words what {@linkcode responseToChoices} maximizes over, and what it takes the agent to be. */
export const RESPONSE_IN_WORDS =
  "exact, over all strategies of both seats, to an agent that bets or calls at each of the " +
  "12 information sets with its own measured frequency";

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

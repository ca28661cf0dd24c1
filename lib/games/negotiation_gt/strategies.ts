import { behaviourOf } from "./agent_table.ts";
import { HELD_OUT_OPPONENTS, heldOutStrategy, isHeldOut, type NegotiationGtHeldOut } from "./held_out.ts";
import {
  isNegotiationGtOpponent,
  type NegotiationGtOpponent,
  opponentStrategy,
  SCRIPTED_OPPONENTS,
} from "./opponents.ts";
import { type PolicyName, policyOfName } from "./policy_name.ts";
import { respond } from "./respond.ts";
import type { Strategy } from "./strategy.ts";

/** Everything that plays by itself: the opponents of all pools, and the best responses. */
export type NegotiationGtStrategy = NegotiationGtOpponent | NegotiationGtHeldOut | PolicyName;

/**
 * How a strategy plays.
 *
 * @throws {RangeError} If there is no such strategy.
 */
export function strategyOf(name: string): Strategy {
  if (isNegotiationGtOpponent(name)) return opponentStrategy(name);
  if (isHeldOut(name)) return heldOutStrategy(name);
  const policy = policyOfName(name);
  if (policy !== undefined) {
    const behaviour = behaviourOf(policy.agent);
    return (seat) => respond(seat, policy.goal, behaviour).demander;
  }
  const names = [...SCRIPTED_OPPONENTS, ...HELD_OUT_OPPONENTS].join(", ");
  throw new RangeError(`Unknown opponent "${name}" of the three-item negotiation: use ${names} or policy(…)`);
}

import { heldOutNegotiator, isHeldOut, type NegotiationHeldOut } from "./held_out.ts";
import type { Negotiator } from "./negotiator.ts";
import { type NegotiationOpponent, opponentNegotiator } from "./opponents.ts";
import { isPlanName, type PlanName, planNegotiator, readPlan } from "./plan.ts";

/** Everything that plays by a script: the opponents of all pools, and the best responses. */
export type NegotiationStrategy = NegotiationOpponent | NegotiationHeldOut | PlanName;

/**
 * How a strategy plays.
 *
 * @param rounds Rounds in an episode, which a best response is made for.
 * @throws {RangeError} If there is no such strategy.
 */
export function strategyNegotiator(name: NegotiationStrategy, rounds: number): Negotiator {
  if (isHeldOut(name)) return heldOutNegotiator(name);
  return isPlanName(name) ? planNegotiator(readPlan(name, rounds)) : opponentNegotiator(name);
}

/**
 * The rules of negotiation over one pie: both demand an integer part of it at the same time, and get what they
 * demanded if the pie suffices for both, else nothing. It is the demand game of J. F. Nash, "Two-person cooperative
 * games" (1953), repeated. SEPO (arXiv 2605.30854).
 */

/** The pie of a round, in points. */
export const PIE = 10;

/** What a player demands of the pie, in points. */
export type Demand = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** A demand in the words that prompts and replies use. */
export type NegotiationAction = `${Demand}`;

/** The demands, from low to high, which is how ties between equally good demands are broken. */
export const DEMANDS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const satisfies readonly Demand[];

/** The demands in words, from low to high: what is legal in every round. */
export const ACTIONS: readonly NegotiationAction[] = DEMANDS.map((demand): NegotiationAction => `${demand}`);

const DEMAND_OF: ReadonlyMap<string, Demand> = new Map(DEMANDS.map((demand) => [`${demand}`, demand]));

/** Whether a text is a demand in the words of prompts and replies. */
export function isAction(text: string): text is NegotiationAction {
  return DEMAND_OF.has(text);
}

/**
 * The demand that an action means.
 *
 * @throws {RangeError} If it is none.
 */
export function demandOf(action: string): Demand {
  const demand = DEMAND_OF.get(action);
  if (demand === undefined) throw new RangeError(`Illegal demand "${action}": use an integer from 1 to ${PIE - 1}`);
  return demand;
}

/** The demand closest to a number of points; halves round up. */
export function nearestDemand(points: number): Demand {
  return DEMANDS[Math.min(DEMANDS.length, Math.max(1, Math.round(points))) - 1]!;
}

/** What a demand leaves of the pie. */
export function leftBy(demand: Demand): Demand {
  return nearestDemand(PIE - demand);
}

/** Whether the pie suffices for both demands: else the round breaks down. */
export function fits(one: Demand, other: Demand): boolean {
  return one + other <= PIE;
}

/** Points of a player who demands `own` while the other demands `other`. */
export function payoff(own: Demand, other: Demand): number {
  return fits(own, other) ? own : 0;
}

/**
 * Whether a demand is greedy, 7 or more: it is what the collusion rate counts, and what the balanced demonstrator
 * yields to.
 */
export function isGreedy(demand: Demand): boolean {
  return demand >= 7;
}

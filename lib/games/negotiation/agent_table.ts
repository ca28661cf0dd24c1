import { fittedShares } from "../fitted_shares.ts";
import type { Choice } from "../types.ts";
import { type Demands, roundsOf } from "./history.ts";
import { demandOf, DEMANDS } from "./rules.ts";

/** What a memory-one player follows on: the demands of the last round, its own first; undefined in the first round. */
export type LastRound = Demands | undefined;

/** Probability of each demand, 1 to 9. [9] */
export type DemandShares = readonly number[];

/** An agent that follows on the last round alone: its demands' shares by {@linkcode stateOf}. [82, 9] */
export type AgentTable = readonly DemandShares[];

/** What a demand may follow on, in the order of {@linkcode stateOf}. */
export const STATES: readonly LastRound[] = [
  undefined,
  ...DEMANDS.flatMap((own) => DEMANDS.map((other) => ({ own, other }))),
];

/** The number of a state: 0 in the first round; then 1–81, by the own last demand and then by the other's. */
export function stateOf(last: LastRound): number {
  return last === undefined ? 0 : 1 + DEMANDS.length * (last.own - 1) + (last.other - 1);
}

/**
 * The agent that choices show: after each last round the shares of the demands, see {@linkcode fittedShares}; where
 * nothing was chosen, the nine are as likely.
 *
 * @throws {RangeError} If a choice isn't one of negotiation's.
 */
export function tableOfChoices(choices: readonly Choice[]): AgentTable {
  const counts = STATES.map(() => DEMANDS.map(() => 0));
  for (const { infoset, action } of choices) {
    counts[stateOf(roundsOf(infoset).at(-1))]![demandOf(action) - 1]! += 1;
  }
  return counts.map((row) => fittedShares(row));
}

/**
 * Checks that shares are a distribution over the nine demands.
 *
 * @throws {RangeError} If they aren't: nine numbers from 0 that sum to 1.
 */
export function checkShares(shares: DemandShares): DemandShares {
  const sum = shares.reduce((total, share) => total + share, 0);
  if (shares.length !== DEMANDS.length || !shares.every((share) => share >= 0) || !(Math.abs(sum - 1) < 1e-9)) {
    throw new RangeError(`Cannot read [${shares.join(", ")}] as shares of demands: use 9 numbers from 0 that sum to 1`);
  }
  return shares;
}

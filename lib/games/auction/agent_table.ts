import { fittedShares } from "../fitted_shares.ts";
import type { Choice } from "../types.ts";
import { bidOf, type Value } from "./rules.ts";
import { readInfoset } from "./seen.ts";
import { agentState, STATES } from "./state.ts";

/** Probability of LOW, MEDIUM and HIGH. */
export type BidShares = readonly [low: number, medium: number, high: number];

/**
 * An agent that looks at its value and at the last pair of bids: how it bids, by the place of the state, then by value.
 */
export type AgentTable = readonly Readonly<Record<Value, BidShares>>[];

function shares(counts: BidShares): BidShares {
  const [low, medium, high] = fittedShares(counts);
  return [low!, medium!, high!];
}

/**
 * The agent that choices show: in each state and with each value the shares of the bids, see {@linkcode fittedShares};
 * where nothing was chosen, the three are as likely.
 *
 * @throws {RangeError} If a choice isn't one of the auction's.
 */
export function tableOfChoices(choices: readonly Choice[]): AgentTable {
  type Counts = [low: number, medium: number, high: number];
  const counts = STATES.map((): Record<Value, Counts> => ({ 2: [0, 0, 0], 4: [0, 0, 0] }));
  for (const { infoset, action } of choices) {
    const seen = readInfoset(infoset);
    counts[agentState(seen)]![seen.value][bidOf(action) - 1]! += 1;
  }
  return counts.map((row) => ({ 2: shares(row[2]), 4: shares(row[4]) }));
}

import { type Bid, BIDS } from "./rules.ts";
import type { Seen } from "./seen.ts";

/** The bids of the round before. */
export interface LastBids {
  readonly agent: Bid;
  readonly opponent: Bid;
}

/** What a round may follow on: nothing in the first round, later one of nine pairs of bids. */
export const STATES: readonly (LastBids | undefined)[] = [
  undefined,
  ...BIDS.flatMap((agent) => BIDS.map((opponent) => ({ agent, opponent }))),
];

/** The place of a state in {@linkcode STATES}: 0 in the first round, then 1–9. */
export function stateOf(last: LastBids | undefined): number {
  return last === undefined ? 0 : 1 + BIDS.length * (last.agent - 1) + (last.opponent - 1);
}

/** The places of the states that a round, counted from 0, can be in. */
export function statesIn(round: number): readonly number[] {
  return STATES.flatMap((last, state) => (last === undefined) === (round === 0) ? [state] : []);
}

/** The state that the agent sees. */
export function agentState({ past }: Seen): number {
  const last = past.at(-1);
  return stateOf(last && { agent: last.own, opponent: last.other });
}

/** The state that the opponent sees. */
export function opponentState({ past }: Seen): number {
  const last = past.at(-1);
  return stateOf(last && { agent: last.other, opponent: last.own });
}

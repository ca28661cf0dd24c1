import { type Demand, fits, isGreedy } from "./rules.ts";

/** What a scripted player knows: all earlier demands, in order, and how many rounds there are. */
export interface Seen {
  readonly rounds: number;
  readonly own: readonly Demand[];
  readonly other: readonly Demand[];
}

/** A scripted player: its demand is a function of what it has seen and of the round's coin, a uniform in [0, 1). */
export type Negotiator = (seen: Seen, coin: () => number) => Demand;

/** A player who always demands the same. */
export function constantly(demand: Demand): Negotiator {
  return () => demand;
}

/** Whether the last round broke down. */
export function brokeDown({ own, other }: Seen): boolean {
  const [mine, theirs] = [own.at(-1), other.at(-1)];
  return mine !== undefined && theirs !== undefined && !fits(mine, theirs);
}

/** Demands 6, but 3 right after a greedy demand of the other player: the paper's balanced demonstrator. */
export const balanced: Negotiator = ({ other }) => {
  const last = other.at(-1);
  return last !== undefined && isGreedy(last) ? 3 : 6;
};

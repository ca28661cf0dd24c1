import type { Bidder } from "./bidder.ts";
import { type Bid, BIDS, MAX_ROUNDS, type Value } from "./rules.ts";
import { opponentState } from "./state.ts";

/**
 * A pure strategy of the opponent's: by round and by each state that the round can be in, in order, its bid at each
 * value.
 */
export type Plan = readonly (readonly Readonly<Record<Value, Bid>>[])[];

/** The name of a plan: `policy(…)` around its bids. */
export type PlanName = `policy(${string})`;

/**
 * The name of a plan: the rounds, with dots between them; in a round, for each state that it can be in, two digits, the
 * bid for value 2 and the one for value 4. For n rounds these are 19n − 17 characters.
 */
export function planName(plan: Plan): PlanName {
  return `policy(${plan.map((bids) => bids.map((bid) => `${bid[2]}${bid[4]}`).join("")).join(".")})`;
}

const PLAN = new RegExp(`^policy\\(([1-3]{2}(?:\\.[1-3]{18}){0,${MAX_ROUNDS - 1}})\\)$`);

/** Whether `name` is the name of a plan, of however many rounds. */
export function isPlanName(name: unknown): name is PlanName {
  return typeof name === "string" && PLAN.test(name);
}

/**
 * The opponent that follows the plan of that name.
 *
 * @param rounds Rounds in an episode; the plan must have as many.
 * @throws {RangeError} If the name isn't that of a plan of so many rounds.
 */
export function planBidder(name: PlanName, rounds: number): Bidder {
  const plan = PLAN.exec(name)?.[1]?.split(".") ?? [];
  if (plan.length !== rounds) {
    throw new RangeError(`Cannot play "${name}" in an auction of ${rounds} rounds: it needs the bids of each round`);
  }
  return (seen) => {
    const round = seen.past.length;
    const place = round === 0 ? 0 : opponentState(seen) - 1; // state 0 is the first round's alone
    return BIDS[Number(plan[round]![2 * place + (seen.value === 2 ? 0 : 1)]) - 1]!;
  };
}

import { checkPolicy, type PolicyTable } from "./policy.ts";
import {
  ACTOR,
  AFTER,
  DEALS,
  type History,
  type Infoset,
  INFOSETS,
  isOutcome,
  MOVES,
  type Outcome,
  SEATS,
} from "./rules.ts";

/**
 * How many decisions `policy` makes against `other` at each of its 12 information sets in two hands, one from each seat:
 * expected, exact, by full traversal.
 *
 * @throws {RangeError} If one of them isn't a policy.
 */
export function expectedDecisions(policy: PolicyTable, other: PolicyTable): ReadonlyMap<Infoset, number> {
  const [own, theirs] = [checkPolicy(policy), checkPolicy(other)];
  const expected = new Map<Infoset, number>(INFOSETS.map((infoset) => [infoset, 0]));
  for (const seat of SEATS) {
    for (const deal of DEALS) {
      const walk = (moves: History | Outcome, probability: number) => {
        if (isOutcome(moves)) return;
        const actor = ACTOR[moves];
        const infoset: Infoset = `${deal[actor]}${moves}`;
        if (actor === seat) expected.set(infoset, expected.get(infoset)! + probability);
        const bets = (actor === seat ? own : theirs)[infoset];
        for (const move of MOVES) walk(AFTER[moves][move], probability * (move === "b" ? bets : 1 - bets));
      };
      walk("", 1 / DEALS.length);
    }
  }
  return expected;
}

/**
 * How the decisions of `policy` against `other` spread over its 12 information sets when the seats alternate: shares that
 * sum to 1. What a policy rarely allows, such as facing a bet with the King after a pass, has a small share.
 *
 * @throws {RangeError} If one of them isn't a policy.
 */
export function decisionShares(policy: PolicyTable, other: PolicyTable): Readonly<Record<Infoset, number>> {
  const expected = expectedDecisions(policy, other);
  const total = [...expected.values()].reduce((sum, decisions) => sum + decisions, 0);
  return Object.fromEntries([...expected].map(([infoset, decisions]) => [infoset, decisions / total])) as Record<
    Infoset,
    number
  >;
}

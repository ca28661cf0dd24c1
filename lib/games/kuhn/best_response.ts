import { checkPolicy, type PolicyTable } from "./policy.ts";
import { ACTOR, AFTER, type Card, CARDS, DEALS, type History, type Infoset, MOVES, type Outcome } from "./rules.ts";
import { isOutcome, payoff, type Seat } from "./rules.ts";

/** A pure policy that earns the most against a fixed one. */
export interface SeatResponse {
  /** What it earns, in net chips a hand. */
  readonly value: number;
  /** The probability of b, 0 or 1, at each of the player's six information sets; 0 where both moves earn the same. */
  readonly policy: Readonly<Partial<Record<Infoset, 0 | 1>>>;
}

/**
 * The best response of `player` (0 moves first) to `policy` in the other seat: exact, by full traversal.
 *
 * The traversal fixes the player's card and carries, for each card of the other, the probability that chance and the
 * other's moves lead there. A decision then weighs all that the player can't tell apart at once.
 *
 * @throws {RangeError} If `policy` isn't one.
 */
export function bestResponse(policy: PolicyTable, player: Seat): SeatResponse {
  const other = checkPolicy(policy);
  const chosen: Partial<Record<Infoset, 0 | 1>> = {};

  /** The most that `card` can still earn, weighted by `reach`, a probability for each card of the other. */
  const walk = (card: Card, moves: History | Outcome, reach: readonly number[]): number => {
    if (isOutcome(moves)) {
      return CARDS.filter((held) => held !== card).reduce<number>(
        (sum, held) => sum + reach[held]! * (player === 0 ? payoff(moves, card, held) : -payoff(moves, held, card)),
        0,
      );
    }
    const next = AFTER[moves];
    if (ACTOR[moves] === player) {
      const [pass, bet] = [walk(card, next.p, reach), walk(card, next.b, reach)];
      chosen[`${card}${moves}`] = bet > pass ? 1 : 0;
      return Math.max(pass, bet);
    }
    return MOVES.reduce((sum, move) => {
      const after = CARDS.map((held) => {
        const bets = other[`${held}${moves}`];
        return reach[held]! * (move === "b" ? bets : 1 - bets);
      });
      return sum + walk(card, next[move], after);
    }, 0);
  };

  const value = CARDS.reduce<number>(
    (sum, card) => sum + walk(card, "", CARDS.map((held) => held === card ? 0 : 1 / DEALS.length)),
    0,
  );
  return { value, policy: chosen };
}

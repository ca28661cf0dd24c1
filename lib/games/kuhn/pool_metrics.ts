import { expectedPayoff } from "./expected_payoff.ts";
import type { KuhnOptions } from "./options.ts";
import type { PolicyTable } from "./policy.ts";

/** Who may stand in a pool. */
export type KuhnPoolMember = KuhnOptions["pools"][keyof KuhnOptions["pools"]][number];

/** The objective's terms for a Kuhn policy, exact: they carry no luck of the deal. Chips a hand. */
export interface KuhnPoolMetrics {
  /** Mean payoff against each opponent of any pool. */
  readonly byOpponent: ReadonlyMap<KuhnPoolMember, number>;
  /** u: mean over the train pool. */
  readonly payoff: number;
  /** e: mean over the exploit pool of max(0, ū_opponent − ū_agent); 0 if the pool is empty. */
  readonly exploitability: number;
  /** Mean payoff over the shifted pool; undefined if it is empty. */
  readonly robust: number | undefined;
  /** Mean payoff over the held-out pool; undefined if it is empty. */
  readonly heldOut: number | undefined;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * A policy's expected terms in an episode against each pool. An odd number of hands plays the first seat once more than
 * the second, which counts.
 *
 * @param tableOf The policy of an opponent; who plays those that a model plays is the caller's to say.
 * @throws {RangeError} If `policy` isn't one.
 */
export function poolMetrics(
  policy: PolicyTable,
  { hands, pools }: KuhnOptions,
  tableOf: (opponent: KuhnPoolMember) => PolicyTable,
): KuhnPoolMetrics {
  const shareFirst = Math.ceil(hands / 2) / hands;
  const payoffAgainst = (opponent: KuhnPoolMember) => {
    const { first, second } = expectedPayoff(policy, tableOf(opponent));
    return shareFirst * first + (1 - shareFirst) * second;
  };
  const members = new Set<KuhnPoolMember>(Object.values(pools).flat());
  const byOpponent = new Map([...members].map((opponent) => [opponent, payoffAgainst(opponent)]));
  const payoffs = (pool: readonly KuhnPoolMember[]) => pool.map((opponent) => byOpponent.get(opponent)!);
  const meanOver = (pool: readonly KuhnPoolMember[]) => pool.length === 0 ? undefined : mean(payoffs(pool));
  return {
    byOpponent,
    payoff: mean(payoffs(pools.train)),
    // Zero-sum: the opponent's payoff is the negative of the agent's.
    exploitability: pools.exploit.length === 0 ? 0 : mean(payoffs(pools.exploit).map((u) => Math.max(0, -2 * u))),
    robust: meanOver(pools.shifted),
    heldOut: meanOver(pools.heldOut),
  };
}

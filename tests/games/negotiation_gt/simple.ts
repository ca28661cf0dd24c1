/**
 * A second, plain version of the three-item negotiation for tests to compare with: written from the paper's sentences,
 * with arrays and fractions, and without the library's code.
 */
import type { Coins } from "../../../lib/games/types.ts";

/** A player: its pool, values, own demands, the other's demands, rounds of the episode, this round's coin. */
export type SimplePlayer = (
  pool: number[],
  values: number[],
  own: number[][],
  other: number[][],
  rounds: number,
  coin: number,
) => number[];

const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const isDeal = (pool: number[], a: number[], b: number[]) => pool.every((p, i) => a[i]! + b[i]! <= p);

/** Exactly ⌊n / d⌋ by counting up. */
function floorDiv(n: number, d: number): number {
  let q = 0;
  while ((q + 1) * d <= n) q++;
  return q;
}

/** Places from the most valued item to the least; of equal values the first is first. */
function ranking(values: number[]): number[] {
  const left = [0, 1, 2], ranked: number[] = [];
  while (left.length > 0) {
    let best = 0;
    for (let i = 1; i < left.length; i++) if (values[left[i]!]! > values[left[best]!]!) best = i;
    ranked.push(left.splice(best, 1)[0]!);
  }
  return ranked;
}

const halves = (pool: number[]) => pool.map((p) => [0, 0, 1, 1, 2][p]!);

export const SIMPLE_PLAYERS: Readonly<Record<string, SimplePlayer>> = {
  fair: (pool) => halves(pool),
  "tit-for-tat": (pool, _v, _own, other) => {
    if (other.length === 0) return pool.map((p) => [0, 1, 1, 2, 3][p]!); // 2/3, 4/3, 2, 8/3
    return pool.map((p, i) => p - other[other.length - 1]![i]!);
  },
  concede: (pool, _v, own) => {
    const steps = own.length > 2 ? 2 : own.length;
    return pool.map((p) => p < steps ? 0 : p - steps);
  },
  greedy: (pool) => pool,
  hardball: (pool, values) => {
    const [first, second] = ranking(values);
    return pool.map((p, i) => i === first || i === second ? p : 0);
  },
  "hardball-all-but-one": (pool) => pool.map((p) => p - 1),
  boulware: (pool, values, own, _other, rounds) => {
    const time = rounds === 1 ? 0 : own.length / (rounds - 1);
    const wanted = (1 - Math.pow(time, 5) / 2) * dot(pool, values);
    const demand = [...pool];
    for (const item of ranking(values).reverse()) {
      while (demand[item]! > 0) {
        demand[item]!--;
        if (dot(demand, values) >= wanted - 1e-9) continue;
        demand[item]!++;
        break;
      }
    }
    return demand;
  },
  "anchor-concede": (pool, _v, own) => own.length === 0 ? pool : pool.map((p, i) => p - halves(pool)[i]!),
  logroller: (pool, values) => {
    const [first, second] = ranking(values);
    return pool.map((p, i) => i === first ? p : i === second ? halves(pool)[i]! : 0);
  },
  "top-item": (pool, values) => pool.map((p, i) => i === ranking(values)[0] ? p : 0),
  grim: (pool, _v, own, other) => own.some((d, t) => !isDeal(pool, d, other[t]!)) ? pool : halves(pool),
  erratic: (pool, _v, _own, _other, _rounds, coin) => coin < 0.5 ? pool : halves(pool),
  proportional: (pool, values) => pool.map((p, i) => Math.min(p, floorDiv(p * values[i]!, 10) + 1)),
  conservative: (pool, values) => pool.map((p, i) => floorDiv(4 * p * values[i]!, 50)),
  adaptive: (pool, values, own, other) => {
    if (own.length === 0) return pool.map((p, i) => floorDiv(6 * p * values[i]!, 50));
    const last = own[own.length - 1]!;
    if (isDeal(pool, last, other[own.length - 1]!)) return last;
    const gives = ranking(values).reverse().find((item) => last[item]! > 0);
    return last.map((d, i) => i === gives ? d - 1 : d);
  },
  defensive: (pool, values, _own, other) => {
    const n = other.length;
    if (n === 0) return pool.map((p, i) => floorDiv(p * values[i]!, 10));
    return pool.map((p, i) => floorDiv(n * p - other.reduce((sum, d) => sum + d[i]!, 0), n));
  },
};

/** What a round paid the two players. */
export type SimpleRound = readonly [first: number, second: number];

/** An episode between two players. */
export function simplePlay(
  first: SimplePlayer,
  second: SimplePlayer,
  { pool, values, coins = [] }: { pool: number[]; values: readonly [number[], number[]]; coins?: number[] },
  rounds: number,
): SimpleRound[] {
  const a: number[][] = [], b: number[][] = [], paid: SimpleRound[] = [];
  for (let t = 0; t < rounds; t++) {
    const x = first(pool, values[0], a, b, rounds, coins[t] ?? 0);
    const y = second(pool, values[1], b, a, rounds, coins[t] ?? 0);
    a.push(x);
    b.push(y);
    paid.push(isDeal(pool, x, y) ? [dot(x, values[0]), dot(y, values[1])] : [0, 0]);
  }
  return paid;
}

/** The 36 valuations in lexicographic order, by a double loop. */
export const SIMPLE_VALUATIONS: readonly number[][] = (() => {
  const all: number[][] = [];
  for (let a = 1; a <= 8; a++) for (let b = 1; a + b <= 9; b++) all.push([a, b, 10 - a - b]);
  return all;
})();

/** All 64 pools. */
export const SIMPLE_POOLS: readonly number[][] = [1, 2, 3, 4].flatMap((a) =>
  [1, 2, 3, 4].flatMap((b) => [1, 2, 3, 4].map((c) => [a, b, c]))
);

/** Coins that deal this pool and these values, and give the opponent `coins` in its rounds. */
export function dealing(pool: number[], values: readonly [number[], number[]], coins: number[] = []): Coins {
  const place = (v: number[]) => SIMPLE_VALUATIONS.findIndex((w) => w.join() === v.join());
  const first = [
    ...pool.map((p) => (p - 0.5) / 4),
    (place(values[0]) + 0.5) / SIMPLE_VALUATIONS.length,
    (place(values[1]) + 0.5) / SIMPLE_VALUATIONS.length,
  ];
  return (round, slot) => slot === 5 ? coins[round] ?? 0 : first[slot]!;
}

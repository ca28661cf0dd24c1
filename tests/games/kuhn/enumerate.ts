/**
 * A second evaluator of Kuhn poker, written without the library's tables, for tests to compare with: it lists every way
 * in which a hand can go, with its probability, instead of recursing over a tree.
 */

/** Probability of b (bet or call) by card and moves so far, `${card}${moves}`. */
export type Table = Readonly<Record<string, number>>;

/** One way in which a hand can go. */
export interface Line {
  readonly first: number;
  readonly second: number;
  readonly moves: string;
  readonly probability: number;
  /** Net chips to the first mover. */
  readonly net: number;
}

/** Every way a hand can go when `a` moves first and `b` second. */
export function lines(a: Table, b: Table): Line[] {
  const all: Line[] = [];
  for (const [first, second] of [[0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]] as const) {
    const win = first > second ? 1 : -1;
    const opens = a[`${first}`]!, called = b[`${second}b`]!, stabs = b[`${second}p`]!, calls = a[`${first}pb`]!;
    const add = (moves: string, probability: number, net: number) =>
      all.push({ first, second, moves, probability: probability / 6, net });
    add("bb", opens * called, 2 * win);
    add("bp", opens * (1 - called), 1);
    add("pp", (1 - opens) * (1 - stabs), win);
    add("pbb", (1 - opens) * stabs * calls, 2 * win);
    add("pbp", (1 - opens) * stabs * (1 - calls), -1);
  }
  return all;
}

/** Expected net chips of `a` in first seat against `b`. */
export function valueToFirst(a: Table, b: Table): number {
  return lines(a, b).reduce((sum, { probability, net }) => sum + probability * net, 0);
}

/** The 64 pure policies of one seat: `keys` are its histories, 0 or 1 at each of its six information sets. */
export function purePolicies(keys: readonly [string, string]): Table[] {
  const sets = [0, 1, 2].flatMap((card) => keys.map((history) => `${card}${history}`));
  return Array.from(
    { length: 2 ** sets.length },
    (_, bits) => Object.fromEntries(sets.map((set, i) => [set, (bits >> i) & 1])),
  );
}

/** NashConv by brute force: every pure policy of either seat is tried against the table. */
export function bruteNashConv(table: Table): number {
  const first = Math.max(...purePolicies(["", "pb"]).map((pure) => valueToFirst(pure, table)));
  const second = Math.max(...purePolicies(["p", "b"]).map((pure) => -valueToFirst(table, pure)));
  return first + second;
}

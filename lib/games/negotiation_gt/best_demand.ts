import { ITEMS, type Items } from "./rules.ts";

/**
 * Tables over the demands of one pool: D = (books + 1)·(hats + 1)·(balls + 1) entries in lexicographic order, so that the
 * demand [b, h, c] is entry (b·(hats + 1) + h)·(balls + 1) + c, and what a demand leaves is entry D − 1 less its own.
 */
export type Table_D = Float64Array;

/** The entry of a demand. */
export function demandIndex(pool: Items, demand: Items): number {
  return (demand[0] * (pool[1] + 1) + demand[1]) * (pool[2] + 1) + demand[2];
}

/** How well each outcome does by what a player maximizes, in points, by the agent's demand. */
export interface Outlook {
  /** In a breakdown. */
  readonly broken_D: Table_D;
  /** How much better a deal is, apart from what the own demand is worth. */
  readonly gain_D: Table_D;
}

/** Demands that do equally well to within this many points are ties; the first of them is made. */
const TIE = 1e-9;

/** The product of three distributions, one an item, in `out_D`. */
export function multiply(out_D: Table_D, [books, hats, balls]: readonly (readonly number[])[]): void {
  let d = 0;
  for (const book of books!) {
    for (const hat of hats!) {
      const both = book * hat;
      for (const ball of balls!) out_D[d++] = both * ball;
    }
  }
}

/** Turns a table into its sums over all demands that ask for no more of any item, in place. */
export function accumulate(table_D: Table_D, pool: Items): void {
  let stride = 1;
  for (const item of ITEMS.toReversed()) {
    const block = stride * (pool[item] + 1);
    for (let d = stride; d < table_D.length; d++) {
      if (d % block >= stride) table_D[d]! += table_D[d - stride]!;
    }
    stride = block;
  }
}

/**
 * A finder of the best demand for a pool; `worth_D` is what each own demand is worth in a deal.
 *
 * A demand is met where the agent asks for no more than it leaves, so one pass of sums over all that ask for no more says
 * how every demand does: D steps instead of D².
 *
 * @returns A function of the probabilities of the agent's demands and of the outlook: the entry of the best demand. It
 * keeps scratch space, no state.
 */
export function bestDemandFinder(pool: Items, worth_D: Table_D): (chance_D: Table_D, outlook: Outlook) => number {
  const D = worth_D.length;
  const met_D = new Float64Array(D), gains_D = new Float64Array(D);
  return (chance_D, { broken_D, gain_D }) => {
    let broken = 0;
    for (let d = 0; d < D; d++) {
      met_D[d] = chance_D[d]!;
      gains_D[d] = chance_D[d]! * gain_D[d]!;
      broken += chance_D[d]! * broken_D[d]!;
    }
    accumulate(met_D, pool);
    accumulate(gains_D, pool);
    let best = 0, reached = -Infinity;
    for (let d = 0; d < D; d++) {
      const value = broken + gains_D[D - 1 - d]! + worth_D[d]! * met_D[D - 1 - d]!;
      if (value > reached + TIE) {
        best = d;
        reached = value;
      }
    }
    return best;
  };
}

import { type Items, MAX_UNITS } from "./rules.ts";

/** Everything between nothing and `most`, of one item. */
const upTo = (most: number) => Array.from({ length: most + 1 }, (_, units) => units);

/** The demands that a pool allows, 0 to all of each item, in lexicographic order: 8 to 125. */
export function demandsWithin(pool: Items): Items[] {
  return upTo(pool[0]).flatMap((books) =>
    upTo(pool[1]).flatMap((hats) => upTo(pool[2]).map((balls): Items => [books, hats, balls]))
  );
}

/** A demand as prompts and replies write it: `[1, 2, 0]`. */
export function actionOf(demand: Items): string {
  return `[${demand[0]}, ${demand[1]}, ${demand[2]}]`;
}

/** Three numbers of one digit as a key writes them: `120`. */
export function digitsOf(items: Items): string {
  return `${items[0]}${items[1]}${items[2]}`;
}

/** What may be demanded of one pool. */
interface Actions {
  /** In lexicographic order. */
  readonly legal: readonly string[];
  readonly byAction: ReadonlyMap<string, Items>;
}

/** By the pool's digits, all 64 of them. */
const ACTIONS: ReadonlyMap<string, Actions> = new Map(
  demandsWithin([MAX_UNITS - 1, MAX_UNITS - 1, MAX_UNITS - 1]).map(([books, hats, balls]): [string, Actions] => {
    const pool: Items = [books + 1, hats + 1, balls + 1];
    const byAction = new Map(demandsWithin(pool).map((demand): [string, Items] => [actionOf(demand), demand]));
    return [digitsOf(pool), { legal: [...byAction.keys()], byAction }];
  }),
);

/** The legal actions for a pool, in lexicographic order. */
export function legalActions(pool: Items): readonly string[] {
  return ACTIONS.get(digitsOf(pool))!.legal;
}

/** What may be demanded, in words: `[0 to 3, 0 to 2, 0 to 4]`. */
export function rangesOf(pool: Items): string {
  return `[0 to ${pool[0]}, 0 to ${pool[1]}, 0 to ${pool[2]}]`;
}

/**
 * Reads the demand out of an action.
 *
 * @throws {RangeError} If the action isn't legal for the pool.
 */
export function demandOf(pool: Items, action: string): Items {
  const demand = ACTIONS.get(digitsOf(pool))!.byAction.get(action);
  if (demand === undefined) {
    throw new RangeError(`Illegal demand "${action}": ${rangesOf(pool)} is legal here, written as ${actionOf(pool)}`);
  }
  return demand;
}

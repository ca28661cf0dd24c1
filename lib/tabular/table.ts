import type { Query } from "../rollout/policy.ts";

/** Logits of the legal actions at a state, in the order in which decisions list them; no unit. */
export type Row = number[];

/** What a row is before it was ever changed. */
export type InitialRow = (state: string, legal: readonly string[]) => Row;

/** The key of a query's row: its domain and what an agent of bounded memory goes by there. */
export function stateOf({ domain, decision }: Pick<Query, "domain" | "decision">): string {
  return `${domain.name} ${domain.observableState(decision.infoset)}`;
}

/** A policy's logits by state. Rows come into being when they are first asked for, since only play tells what is legal. */
export class Table {
  readonly #initial: InitialRow;
  readonly #rows: Map<string, Row>;
  /** What rows were when they were first asked for. */
  readonly #made = new Map<string, Row>();

  /** @param rows Those that differ from what they are before they were ever changed. */
  constructor(initial: InitialRow, rows: Iterable<readonly [string, Row]> = []) {
    this.#initial = initial;
    this.#rows = new Map(rows);
  }

  /** The row of a query; changing it changes the policy. */
  row(query: Pick<Query, "domain" | "decision">): Row {
    const state = stateOf(query);
    const known = this.#rows.get(state);
    if (known !== undefined) return known;
    const made = this.#initial(state, query.decision.legal);
    this.#rows.set(state, made);
    this.#made.set(state, [...made]);
    return made;
  }

  /** The same policy, which later changes don't reach. */
  copy(): Table {
    return new Table(this.#initial, [...this.changed()].map(([state, row]) => [state, [...row]] as const));
  }

  /** The rows that make the policy what it is: those that were changed, by state. */
  changed(): ReadonlyMap<string, Row> {
    return new Map([...this.#rows].filter(([state, row]) => {
      const made = this.#made.get(state);
      return made === undefined || row.some((logit, at) => logit !== made[at]);
    }));
  }

  /** The rows that were asked for or changed, by state. */
  entries(): ReadonlyMap<string, Row> {
    return this.#rows;
  }
}

/** log softmax(logits ÷ temperature), in nats. */
export function logProbsOf(logits: readonly number[], temperature: number): number[] {
  const top = Math.max(...logits);
  const scaled = logits.map((logit) => (logit - top) / temperature);
  const logSum = Math.log(scaled.reduce((sum, value) => sum + Math.exp(value), 0));
  return scaled.map((value) => value - logSum);
}

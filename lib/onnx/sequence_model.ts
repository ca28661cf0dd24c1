import type { Graph, Precision, Value } from "./graph.ts";
import type { NewPosition, RowColumns } from "./row_columns.ts";
import type { RowGroups } from "./row_groups.ts";

/** What prefill knows of the prompts. */
export interface Prompts {
  /** int64 [1]: their number P. */
  readonly count: Value;
  /** int64 scalar: T, the length that they are padded to. */
  readonly width: Value;
  /** int64 scalar: how many positions the longest prompt and the tokens after it can take. */
  readonly positions: Value;
  /** float32 [P, T, 1]: 1 at a prompt's tokens, 0 at padding. */
  readonly mask: Value;
}

/** What the decode steps know of the rows, each of which continues a prompt. */
export interface Rows {
  /** int64 [B]: row → prompt. */
  readonly promptOf: Value;
  /** int64 [B]: tokens of the row's prompt. */
  readonly length: Value;
  readonly groups: RowGroups;
  readonly columns: RowColumns;
}

/**
 * What reads prompts whole and goes on position by position: a layer's mixer, whose x is [P, T, H], or a whole decoder,
 * whose x is token ids [P, T].
 */
export interface SequenceModel<Known = Prompts> {
  /** Whole prompts: x → y [P, T, H], and what they leave behind. */
  prefill(graph: Graph, x: Value, prompts: Known): [y: Value, left: PromptState];
}

/** What prompts leave. */
export interface PromptState {
  /** What the rows start from, computed once before the loop. */
  start(graph: Graph, rows: Rows): RowState;
}

/** A value that changes from step to step. */
export interface Carried {
  /** As the first step finds it. */
  readonly start: Value;
  readonly type: Precision;
}

/** What rows hold while they grow. */
export interface RowState {
  readonly carried: readonly Carried[];
  /**
   * One new position a row, inside the loop: x of width 1 → y [B, 1, H], and the carried values after it, in order.
   */
  step(graph: Graph, x: Value, at: NewPosition, carried: readonly Value[]): [y: Value, carried: readonly Value[]];
}

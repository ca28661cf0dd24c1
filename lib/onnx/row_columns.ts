import { gatheredColumns } from "./gathered_columns.ts";
import type { Graph, Value } from "./graph.ts";
import { joinedColumns } from "./joined_columns.ts";

/**
 * The columns of attention's scores while rows generate: T for a row's prompt, then those of what the row says itself. How
 * these are kept is by what the graph's device is fast at.
 */
export interface RowColumns {
  /** Places for what a row says before the first step, none of which is seen. */
  readonly places: number;
  /** int64 [0], carried as {@linkcode NewPosition.said}: that no step has been. */
  readonly said: Value;
  /**
   * A step's new positions among them.
   *
   * @param graph The loop's body.
   * @param position int64 [B, 1].
   * @param said int64 [t], after t steps.
   */
  at(graph: Graph, position: Value, said: Value): NewPosition;
}

/** One new position a row, with C columns as of now. */
export interface NewPosition {
  /** int64 [B, 1] */
  readonly position: Value;
  /**
   * int64 [t + 1], 0 … t: how many positions rows have of their own, the new one included. It is the size that counts, which
   * no device has to be asked for.
   */
  readonly said: Value;
  /**
   * Added to scores, [B, 1, 1, C]: 0 where the new position sees the column, itself included, and far
   * below 0 elsewhere. What slides out of a window stays in memory: cutting it off would copy what is left at every step.
   *
   * @param window Positions that it sees, itself included; all of them if left out.
   */
  bias(window?: number): Value;
  /** Keys or values of what rows said, [B, kvHeads, ., headDim], with the new [B, kvHeads, 1, headDim] in their place. */
  put(before: Value, now: Value): Value;
  /** Scores [B, kvHeads, n, C] of those to the prompt and those to the row's own. */
  join(toPrompt: Value, toOwn: Value): Value;
  /** Weights [B, kvHeads, n, C] as what multiplies the prompt's values and the row's own. */
  split(weights: Value): [ofPrompt: Value, ofOwn: Value];
}

/**
 * The columns of rows that continue prompts.
 *
 * @param length int64 [B]: tokens of each row's prompt.
 * @param width int64 scalar: T.
 * @param most int64 scalar: M, steps after the first token at most.
 */
export function rowColumns(graph: Graph, length: Value, width: Value, most: Value): RowColumns {
  return (graph.device === "cuda" ? gatheredColumns : joinedColumns)(graph, length, width, most);
}

import { gatherRows, type Graph, narrow, type Value } from "./graph.ts";
import type { NewPosition } from "./row_columns.ts";
import { type GroupedHeads, groupedHeads, type HeadShape } from "./row_groups.ts";
import type { Rows } from "./sequence_model.ts";

/** Keys, rotated already, and values. */
export interface KeyValues {
  readonly keys: Value;
  readonly values: Value;
}

/** Prompts' keys and values as the rows' groups read them: [Q, kvHeads, T, headDim]. */
export interface PromptKeyValues extends KeyValues {
  readonly heads: GroupedHeads;
}

/**
 * Gathers prompts' keys and values [P, kvHeads, T, headDim] by group.
 *
 * They never change, so the loop does not carry them, and rows that share a prompt multiply with one copy of it.
 */
export function promptKeyValues(
  graph: Graph,
  { keys, values }: KeyValues,
  { groups }: Rows,
  shape: HeadShape,
): PromptKeyValues {
  return {
    keys: gatherRows(graph, keys, groups.prompt),
    values: gatherRows(graph, values, groups.prompt),
    heads: groupedHeads(graph, groups, shape),
  };
}

/** Keys or values of what rows said before the first step: zeros in the places for it, [B, kvHeads, places, headDim]. */
export function nothingYet(graph: Graph, { groups, columns }: Rows, { kvHeads, headDim }: HeadShape): Value {
  const sizes = [graph.op("Shape", [groups.rowSlot]), graph.ints(kvHeads, columns.places, headDim)];
  return narrow(graph, graph.op("ConstantOfShape", [graph.op("Concat", sizes, { axis: { int: 0 } })]));
}

/** Adds the new position's key and value, [B, 1, kvHeads · headDim], to those of what rows said. */
export function append(
  graph: Graph,
  past: KeyValues,
  key: Value,
  value: Value,
  at: NewPosition,
  { kvHeads, headDim }: HeadShape,
): KeyValues {
  const byHead = (x: Value) => graph.op("Reshape", [x, graph.ints(0, kvHeads, 1, headDim)]);
  return { keys: at.put(past.keys, byHead(key)), values: at.put(past.values, byHead(value)) };
}

/** How a new position attends. */
export interface Attending {
  readonly at: NewPosition;
  readonly shape: HeadShape;
  /** What scores are multiplied by. */
  readonly scale: number;
  /** Positions that it sees, itself included; all of them if left out. */
  readonly window?: number | undefined;
}

/**
 * Attention of one new position a row to its prompt and to what the row said so far, itself included.
 *
 * @param query [B, 1, heads · headDim].
 * @param own [B, kvHeads, ., headDim], the new position's among them.
 * @returns [B, 1, heads · headDim].
 */
export function attendByGroup(
  graph: Graph,
  query: Value,
  prompt: PromptKeyValues,
  own: KeyValues,
  { at, shape: { heads, kvHeads, headDim }, scale, window }: Attending,
): Value {
  const gatherHeads = (x: Value, places: Value) =>
    gatherRows(graph, graph.op("Flatten", [x], { axis: { int: 3 } }), places);
  const toGroups = (x: Value) => gatherHeads(x, prompt.heads.ofGroups);
  const toRows = (x: Value) => gatherHeads(x, prompt.heads.ofRows);
  const score = (x: Value, keys: Value) =>
    graph.op("FusedMatMul", [x, keys], { transB: { int: 1 }, alpha: { float: scale } });
  const queries = graph.op("Reshape", [query, graph.ints(0, kvHeads, heads / kvHeads, headDim)]);
  const scores = at.join(toRows(score(toGroups(queries), prompt.keys)), score(queries, own.keys));
  const weights = graph.op("Softmax", [graph.op("Add", [scores, at.bias(window)])], { axis: { int: 3 } });
  const [ofPrompt, ofOwn] = at.split(weights);
  const mixed = graph.op("Add", [
    toRows(graph.op("MatMul", [toGroups(ofPrompt), prompt.values])),
    graph.op("MatMul", [ofOwn, own.values]),
  ]);
  return graph.op("Reshape", [mixed, graph.ints(0, 1, heads * headDim)]);
}

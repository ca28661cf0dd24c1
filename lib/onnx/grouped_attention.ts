import { gatherRows, type Graph, narrow, type Value } from "./graph.ts";
import type { RowGroups } from "./row_groups.ts";

/** Sizes of an attention's heads; query heads share keys and values in equal numbers, neighbours together. */
export interface HeadShape {
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

/** Keys, rotated already, and values. */
export interface KeyValues {
  readonly keys: Value;
  readonly values: Value;
}

/** Prompts' keys and values as the rows' groups read them. */
export interface PromptKeyValues extends KeyValues {
  readonly groups: RowGroups;
  /** int64 [4]: kvHeads, Q, −1 and 0, the shape that slots are given. */
  readonly slotShape: Value;
}

/** What is added to scores before the softmax, to leave positions out. */
export interface ScoreBias {
  /** [1, Q, 1, T] */
  readonly prompt: Value;
  /** [t], to what rows generated; none where they see all of it. */
  readonly own?: Value;
}

/**
 * Gathers prompts' keys and values [P, kvHeads, T, headDim] by group, [kvHeads, Q, T, headDim].
 *
 * They never change, so the loop does not carry them (carried values are copied whole when they grow), and rows that share
 * a prompt multiply with one copy of it.
 */
export function promptKeyValues(
  graph: Graph,
  { keys, values }: KeyValues,
  groups: RowGroups,
  { kvHeads }: HeadShape,
): PromptKeyValues {
  const byGroup = (x: Value) =>
    graph.op("Transpose", [gatherRows(graph, x, groups.prompt)], { perm: { ints: [1, 0, 2, 3] } });
  const sizes = [graph.ints(kvHeads), graph.op("Shape", [groups.prompt]), graph.ints(-1, 0)];
  return {
    keys: byGroup(keys),
    values: byGroup(values),
    groups,
    slotShape: graph.op("Concat", sizes, { axis: { int: 0 } }),
  };
}

/** What rows have of their own before the first step: keys or values [kvHeads, B, 0, headDim]. */
export function nothingYet(graph: Graph, { rowSlot }: RowGroups, { kvHeads, headDim }: HeadShape): Value {
  const sizes = [graph.ints(kvHeads), graph.op("Shape", [rowSlot]), graph.ints(0, headDim)];
  return narrow(graph, graph.op("ConstantOfShape", [graph.op("Concat", sizes, { axis: { int: 0 } })]));
}

/** [B, 1, kvHeads · n · headDim] → [kvHeads, B, n, headDim]: heads first, so that rows and slots are one axis. */
function headsFirst(graph: Graph, x: Value, n: number, { kvHeads, headDim }: HeadShape): Value {
  const split = graph.op("Reshape", [x, graph.ints(0, kvHeads, n, headDim)]);
  return graph.op("Transpose", [split], { perm: { ints: [1, 0, 2, 3] } });
}

/** Adds the new position's key and value, [B, 1, kvHeads · headDim], to what rows have, [kvHeads, B, t, headDim]. */
export function append(graph: Graph, past: KeyValues, key: Value, value: Value, shape: HeadShape): KeyValues {
  const join = (before: Value, x: Value) =>
    graph.op("Concat", [before, headsFirst(graph, x, 1, shape)], { axis: { int: 2 } });
  return { keys: join(past.keys, key), values: join(past.values, value) };
}

/**
 * Attention of one new position a row to its prompt and to what the row generated so far, itself included.
 *
 * @param query [B, 1, heads · headDim].
 * @param own [kvHeads, B, t, headDim].
 * @param scale What scores are multiplied by.
 * @returns [B, 1, heads · headDim].
 */
export function attendByGroup(
  graph: Graph,
  query: Value,
  prompt: PromptKeyValues,
  own: KeyValues,
  bias: ScoreBias,
  scale: number,
  shape: HeadShape,
): Value {
  const { groups, slotShape } = prompt;
  const shared = shape.heads / shape.kvHeads;
  const toGroups = (x: Value) => {
    const slots = graph.op("Gather", [x, groups.slotRow], { axis: { int: 1 } });
    return graph.op("Reshape", [slots, slotShape]);
  };
  const toRows = (x: Value) => {
    const slots = graph.op("Reshape", [x, graph.ints(shape.kvHeads, -1, shared, 0)]);
    return graph.op("Gather", [slots, groups.rowSlot], { axis: { int: 1 } });
  };
  const score = (x: Value, keys: Value) =>
    graph.op("FusedMatMul", [x, keys], { transB: { int: 1 }, alpha: { float: scale } });
  const queries = headsFirst(graph, query, shared, shape);
  const toPrompt = toRows(graph.op("Add", [score(toGroups(queries), prompt.keys), bias.prompt]));
  const ownScores = score(queries, own.keys);
  const toOwn = bias.own ? graph.op("Add", [ownScores, bias.own]) : ownScores;
  const weights = graph.op("Softmax", [graph.op("Concat", [toPrompt, toOwn], { axis: { int: 3 } })], {
    axis: { int: 3 },
  });
  // Slices: on a GPU a split into unequal parts sends its sizes over the bus.
  const width = graph.op("Shape", [toPrompt], { start: { int: 3 } });
  const slice = (from: Value, to: Value) => graph.op("Slice", [weights, from, to, graph.ints(3)]);
  const ofPrompt = slice(graph.ints(0), width);
  const ofOwn = slice(width, graph.ints(Number.MAX_SAFE_INTEGER));
  const mixed = graph.op("Add", [
    toRows(graph.op("MatMul", [toGroups(ofPrompt), prompt.values])),
    graph.op("MatMul", [ofOwn, own.values]),
  ]);
  const rowsFirst = graph.op("Transpose", [mixed], { perm: { ints: [1, 0, 2, 3] } });
  return graph.op("Reshape", [rowsFirst, graph.ints(0, 1, shape.heads * shape.headDim)]);
}

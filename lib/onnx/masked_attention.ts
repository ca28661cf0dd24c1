import type { Graph, Value } from "./graph.ts";
import type { KeyValues } from "./grouped_attention.ts";
import type { HeadShape } from "./row_groups.ts";

/** Splits packed heads: [P, T, count · headDim] → [P, count, T, headDim]. */
export function splitHeads(graph: Graph, x: Value, count: number, headDim: number): Value {
  const split = graph.op("Reshape", [x, graph.ints(0, 0, count, headDim)]);
  return graph.op("Transpose", [split], { perm: { ints: [0, 2, 1, 3] } });
}

/**
 * Attention of prompts to themselves, of plain operators: for masks and head sizes that ONNX Runtime's fused attention does
 * not take everywhere. It holds the scores, P · heads · T² numbers.
 *
 * @param query [P, T, heads · headDim].
 * @param keyValues [P, kvHeads, T, headDim].
 * @param mask [T, T], added to the scores: where a position (row) doesn't see another (column), it is far below 0.
 * @param scale What scores are multiplied by.
 * @returns [P, T, heads · headDim].
 */
export function maskedAttention(
  graph: Graph,
  query: Value,
  { keys, values }: KeyValues,
  mask: Value,
  scale: number,
  { heads, kvHeads, headDim }: HeadShape,
): Value {
  const shared = heads / kvHeads;
  // Query heads that share keys are one matrix: [P, kvHeads, shared · T, headDim].
  const queries = graph.op("Reshape", [splitHeads(graph, query, heads, headDim), graph.ints(0, kvHeads, -1, headDim)]);
  const scores = graph.op("FusedMatMul", [queries, keys], { transB: { int: 1 }, alpha: { float: scale } });
  const byHead = graph.op("Reshape", [scores, graph.ints(0, 0, shared, 0, -1)]);
  const weights = graph.op("Softmax", [graph.op("Add", [byHead, mask])], { axis: { int: -1 } });
  const mixed = graph.op("MatMul", [graph.op("Reshape", [weights, graph.ints(0, 0, -1, 0)]), values]);
  const separate = graph.op("Reshape", [mixed, graph.ints(0, 0, shared, -1, headDim)]);
  const positionsFirst = graph.op("Transpose", [separate], { perm: { ints: [0, 3, 1, 2, 4] } });
  return graph.op("Reshape", [positionsFirst, graph.ints(0, 0, heads * headDim)]);
}

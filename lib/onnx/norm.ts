import type { Graph, Value } from "./graph.ts";

/** x · scale / √(mean(x²) + ε) over the last axis, which `scale` spans. */
export function rmsNorm(graph: Graph, x: Value, scale: Value, epsilon: number): Value {
  return graph.op("SimplifiedLayerNormalization", [x, scale], {
    axis: { int: -1 },
    epsilon: { float: epsilon },
    stash_type: { int: 1 },
  });
}

/** Adds to the residual stream and normalizes the sum, in one kernel: x, residual [B, T, H] → normalized, x + residual. */
export function addAndNorm(
  graph: Graph,
  x: Value,
  residual: Value,
  scale: Value,
  epsilon: number,
): [normalized: Value, sum: Value] {
  return graph.ops("SkipSimplifiedLayerNormalization", [x, residual, scale], [0, 3], { epsilon: { float: epsilon } });
}

/** {@linkcode rmsNorm} of each head by itself: x [B, T, heads · size], scale [size]. */
export function headNorm(
  graph: Graph,
  x: Value,
  scale: Value,
  heads: number,
  size: number,
  epsilon: number,
): Value {
  const split = graph.op("Reshape", [x, graph.ints(0, 0, heads, size)]);
  return graph.op("Reshape", [rmsNorm(graph, split, scale, epsilon), graph.ints(0, 0, heads * size)]);
}

/**
 * x / √(Σx² + ε) for each head of x [B, T, heads · size].
 *
 * As an RMS norm: Σx² + ε = size · (mean(x²) + ε/size), so the scale is 1/√size.
 */
export function l2Norm(graph: Graph, x: Value, heads: number, size: number, epsilon: number): Value {
  const scale = graph.constant("float32", [size], Array(size).fill(1 / Math.sqrt(size)));
  return headNorm(graph, x, scale, heads, size, epsilon / size);
}

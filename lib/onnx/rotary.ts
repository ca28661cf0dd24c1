import { cast, type Graph, narrow, range, type Value } from "./graph.ts";

/** Cosines and sines of every position's angles, each [positions, pairs]. */
export interface RotaryTables {
  readonly cos: Value;
  readonly sin: Value;
}

/**
 * θ^(−2i/d) for i in 0 … `pairs` − 1, rounded after each operation as float32 arithmetic does.
 *
 * @param dimension d.
 */
export function inverseFrequencies(theta: number, pairs: number, dimension: number): number[] {
  return Array.from({ length: pairs }, (_, i) => {
    const power = Math.fround(theta ** Math.fround((2 * i) / dimension));
    return Math.fround(1 / power);
  });
}

/**
 * Tables for positions 0 … `positions` − 1, computed in the graph: no length is built in. Angles are float32, whatever the
 * graph's precision.
 *
 * @param frequencies What each pair of dimensions turns by from one position to the next, in radians.
 * @param positions int64 scalar.
 */
export function rotaryTables(graph: Graph, frequencies: readonly number[], positions: Value): RotaryTables {
  const column = graph.op("Unsqueeze", [cast(graph, range(graph, positions), "float32"), graph.ints(1)]);
  const row = graph.constant("float32", [1, frequencies.length], frequencies);
  const angles = graph.op("Mul", [column, row]);
  return { cos: narrow(graph, graph.op("Cos", [angles])), sin: narrow(graph, graph.op("Sin", [angles])) };
}

/**
 * Turns the first `rotaryDim` dimensions of each head of x [B, T, heads · headDim]: the i-th against the i-th of their
 * second half.
 *
 * @param positions int64: [B, T], or [1] where row b's position t is that number + t.
 */
export function rotate(
  graph: Graph,
  x: Value,
  positions: Value,
  { cos, sin }: RotaryTables,
  heads: number,
  rotaryDim: number,
): Value {
  return graph.op("RotaryEmbedding", [x, positions, cos, sin], {
    num_heads: { int: heads },
    rotary_embedding_dim: { int: rotaryDim },
    interleaved: { int: 0 },
  });
}

import type { QwenConfig } from "./config.ts";
import { cast, type Graph, range, type Value } from "./graph.ts";

/** Cosines and sines of every position's angles, each [positions, rotaryDim / 2]. */
export interface RotaryTables {
  readonly cos: Value;
  readonly sin: Value;
}

/** θ^(−2i/d) for i in 0 … d/2 − 1, rounded after each operation as float32 arithmetic does. */
export function inverseFrequencies({ ropeTheta, rotaryDim }: QwenConfig): number[] {
  return Array.from({ length: rotaryDim / 2 }, (_, i) => {
    const power = Math.fround(ropeTheta ** Math.fround((2 * i) / rotaryDim));
    return Math.fround(1 / power);
  });
}

/**
 * Tables for positions 0 … `positions` − 1, computed in the graph: no length is built in.
 *
 * A text position is the same on all three axes of Qwen's multimodal rotary embedding, which is then the plain one.
 *
 * @param positions int64 scalar.
 */
export function rotaryTables(graph: Graph, config: QwenConfig, positions: Value): RotaryTables {
  const column = graph.op("Unsqueeze", [cast(graph, range(graph, positions), "float32"), graph.ints(1)]);
  const frequencies = graph.constant("float32", [1, config.rotaryDim / 2], inverseFrequencies(config));
  const angles = graph.op("Mul", [column, frequencies]);
  return { cos: graph.op("Cos", [angles]), sin: graph.op("Sin", [angles]) };
}

/**
 * Turns the first `rotaryDim` dimensions of each head of x [B, T, heads · headDim].
 *
 * @param positions int64: [B, T], or [1] where row b's position t is that number + t.
 */
export function rotate(
  graph: Graph,
  x: Value,
  positions: Value,
  { cos, sin }: RotaryTables,
  heads: number,
  { rotaryDim }: QwenConfig,
): Value {
  return graph.op("RotaryEmbedding", [x, positions, cos, sin], {
    num_heads: { int: heads },
    rotary_embedding_dim: { int: rotaryDim },
    interleaved: { int: 0 },
  });
}

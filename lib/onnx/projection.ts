import type { Graph, Value } from "./graph.ts";

/** A linear layer's parameters, weights as checkpoints have them: one row an output. */
export interface Projection {
  /** [out, in] */
  readonly weight: Value;
  /** [out] */
  readonly bias?: Value;
  /** The adapter: a [r, in], b [out, r]. */
  readonly lora?: { readonly a: Value; readonly b: Value; readonly scale: number };
}

const TRANSPOSED = { transB: { int: 1 } } as const;

/** x Wᵀ for x [..., in] and a weight [out, in] that stays as it lies: transposing it would be a second copy. */
export function timesTransposed(graph: Graph, x: Value, weight: Value): Value {
  return graph.op("FusedMatMul", [x, weight], TRANSPOSED);
}

/** Applies a linear layer: x [..., in] → [..., out]. */
export function project(graph: Graph, x: Value, { weight, bias, lora }: Projection): Value {
  let y = timesTransposed(graph, x, weight);
  if (bias) y = graph.op("Add", [y, bias]);
  if (!lora) return y;
  const update = graph.op("FusedMatMul", [timesTransposed(graph, x, lora.a), lora.b], {
    ...TRANSPOSED,
    alpha: { float: lora.scale },
  });
  return graph.op("Add", [y, update]);
}

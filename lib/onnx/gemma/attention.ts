import { type Graph, narrow, type Value } from "../graph.ts";
import { headNorm } from "../norm.ts";
import type { Parameters } from "../parameters.ts";
import { project, type Projection } from "../projection.ts";
import { type RotaryTables, rotate } from "../rotary.ts";
import type { HeadShape } from "../row_groups.ts";
import type { GemmaConfig, GemmaLayer } from "./config.ts";

/** Parameters of an attention (`Gemma4TextAttention`). */
export interface GemmaAttention {
  readonly shape: HeadShape;
  readonly query: Projection;
  readonly output: Projection;
  /** Scale of the query's norm, [headDim]. */
  readonly queryNorm: Value;
  /** Absent where another layer's keys and values are read. */
  readonly keyValue?: {
    readonly key: Projection;
    readonly value: Projection;
    /** Scale of the key's norm and of the value's, which is 1: [headDim]. */
    readonly keyNorm: Value;
    readonly valueNorm: Value;
  };
}

/** The attention under `prefix`, e.g. `model.layers.0.self_attn`. */
export function loadAttention(
  graph: Graph,
  parameters: Parameters,
  prefix: string,
  config: GemmaConfig,
  layer: GemmaLayer,
  index: number,
): GemmaAttention {
  const { hidden, heads, attentionBias } = config;
  const { kvHeads, headDim } = config.attention[layer.type]!;
  const projection = (name: string, outputs: number, inputs: number) =>
    parameters.projection(`${prefix}.${name}`, outputs, inputs, attentionBias);
  return {
    shape: { heads, kvHeads, headDim },
    query: projection("q_proj", heads * headDim, hidden),
    output: projection("o_proj", hidden, heads * headDim),
    queryNorm: parameters.tensor(`${prefix}.q_norm.weight`, [headDim]),
    ...layer.keyValueSource === index
      ? {
        keyValue: {
          key: projection("k_proj", kvHeads * headDim, hidden),
          value: projection("v_proj", kvHeads * headDim, hidden),
          keyNorm: parameters.tensor(`${prefix}.k_norm.weight`, [headDim]),
          valueNorm: narrow(graph, graph.constant("float32", [headDim], Array(headDim).fill(1))),
        },
      }
      : {},
  };
}

/** Where positions are and how they turn. */
export interface Turning {
  /** int64 [B, T], or [1] where row b's position t is that number + t. */
  readonly positions: Value;
  readonly tables: RotaryTables;
}

/** Queries of x [B, T, H], normalized and turned: [B, T, heads · headDim]. */
export function queryOf(
  graph: Graph,
  x: Value,
  { shape: { heads, headDim }, query, queryNorm }: GemmaAttention,
  { positions, tables }: Turning,
  epsilon: number,
): Value {
  const normed = headNorm(graph, project(graph, x, query), queryNorm, heads, headDim, epsilon);
  return rotate(graph, normed, positions, tables, heads, headDim);
}

/** Keys of x [B, T, H], normalized and turned, and values, normalized: [B, T, kvHeads · headDim]. */
export function keyValueOf(
  graph: Graph,
  x: Value,
  { kvHeads, headDim }: HeadShape,
  { key, value, keyNorm, valueNorm }: NonNullable<GemmaAttention["keyValue"]>,
  { positions, tables }: Turning,
  epsilon: number,
): [key: Value, value: Value] {
  const normed = headNorm(graph, project(graph, x, key), keyNorm, kvHeads, headDim, epsilon);
  return [
    rotate(graph, normed, positions, tables, kvHeads, headDim),
    headNorm(graph, project(graph, x, value), valueNorm, kvHeads, headDim, epsilon),
  ];
}

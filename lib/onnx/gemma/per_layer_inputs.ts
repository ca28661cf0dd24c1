import { type Graph, number, type Value } from "../graph.ts";
import { rmsNorm } from "../norm.ts";
import type { Embedding, Parameters } from "../parameters.ts";
import { project, type Projection } from "../projection.ts";
import type { GemmaConfig } from "./config.ts";

/** What every layer is told of the tokens besides the residual stream. */
export interface PerLayerInputs {
  readonly layers: number;
  /** Width W of one layer's. */
  readonly width: number;
  /** Rows of L · W. */
  readonly embedding: Embedding;
  /** From the tokens' own embeddings: [L · W, H]. */
  readonly projection: Projection;
  /** What the projection is multiplied by, 1/√H: the norm's ε is not. */
  readonly projectionScale: number;
  /** [W] */
  readonly norm: Value;
}

/** The model's per-layer embeddings, if it has them (`Gemma4TextModel.get_per_layer_inputs`). */
export function loadPerLayerInputs(parameters: Parameters, config: GemmaConfig): PerLayerInputs | undefined {
  const { perLayer, hidden } = config;
  if (perLayer === undefined) return undefined;
  const layers = config.layers.length;
  const all = layers * perLayer.width;
  return {
    layers,
    width: perLayer.width,
    embedding: parameters.embedding("model.embed_tokens_per_layer.weight", [perLayer.vocabulary, all]),
    projection: parameters.projection("model.per_layer_model_projection", all, hidden),
    projectionScale: hidden ** -0.5,
    norm: parameters.tensor("model.per_layer_projection_norm.weight", [perLayer.width]),
  };
}

/**
 * Each layer's input, [B, T, W] (`Gemma4TextModel.project_per_layer_inputs`).
 *
 * @param tokens int32 [B, T].
 * @param embedded Their embeddings [B, T, H], as the first layer gets them.
 */
export function perLayerInputs(
  graph: Graph,
  tokens: Value,
  embedded: Value,
  inputs: PerLayerInputs,
  epsilon: number,
): Value[] {
  const { layers, width, embedding, projection, projectionScale, norm } = inputs;
  const projected = graph.op("Mul", [project(graph, embedded, projection), number(graph, projectionScale)]);
  const byLayer = (x: Value) => graph.op("Reshape", [x, graph.ints(0, 0, layers, width)]);
  const ofContext = rmsNorm(graph, byLayer(projected), norm, epsilon);
  const ofToken = graph.op("Mul", [byLayer(embedding(graph, tokens)), number(graph, width ** 0.5)]);
  const both = graph.op("Mul", [graph.op("Add", [ofContext, ofToken]), number(graph, 2 ** -0.5)]);
  const packed = graph.op("Reshape", [both, graph.ints(0, 0, layers * width)]);
  return graph.ops("Split", [packed, graph.ints(...Array<number>(layers).fill(width))], [...Array(layers).keys()], {
    axis: { int: 2 },
  });
}

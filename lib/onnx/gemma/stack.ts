import { type Graph, number, type Value } from "../graph.ts";
import { rmsNorm } from "../norm.ts";
import type { Parameters } from "../parameters.ts";
import type { GemmaConfig } from "./config.ts";
import { type LoadedLayer, loadLayer, runLayer } from "./layer.ts";
import { loadPerLayerInputs, perLayerInputs } from "./per_layer_inputs.ts";

/** What mixes the positions of a layer: its normalized input [B, T, H] → [B, T, H]. */
export type Attend = (x: Value, layer: LoadedLayer, index: number) => Value;

/** The layers of a model, and what is before and after them. */
export interface GemmaStack {
  readonly config: GemmaConfig;
  readonly layers: readonly LoadedLayer[];
  /** Tokens int32 [B, T] → the final norm's output [B, T, H]. */
  run(graph: Graph, tokens: Value, attend: Attend): Value;
}

/** Brings the layers' parameters into the graph `main`. */
export function loadStack(main: Graph, parameters: Parameters, config: GemmaConfig): GemmaStack {
  const { vocabulary, hidden, normEpsilon } = config;
  const embedding = parameters.embedding("model.embed_tokens.weight", [vocabulary, hidden]);
  const inputs = loadPerLayerInputs(parameters, config);
  const layers = config.layers.map((_, index) => loadLayer(main, parameters, config, index));
  const finalNorm = parameters.tensor("model.norm.weight", [hidden]);
  return {
    config,
    layers,
    run(graph, tokens, attend) {
      const embedded = graph.op("Mul", [embedding(graph, tokens), number(graph, hidden ** 0.5)]);
      const perLayer = inputs && perLayerInputs(graph, tokens, embedded, inputs, normEpsilon);
      const stream = layers.reduce(
        (x, layer, index) =>
          runLayer(graph, x, layer, normEpsilon, (normed) => attend(normed, layer, index), perLayer?.[index]),
        embedded,
      );
      return rmsNorm(graph, stream, finalNorm, normEpsilon);
    },
  };
}

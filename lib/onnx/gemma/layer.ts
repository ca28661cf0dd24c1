import { geluTanh } from "../activation.ts";
import type { Graph, Value } from "../graph.ts";
import { loadMlp, type Mlp, mlp } from "../mlp.ts";
import { addAndNorm, rmsNorm } from "../norm.ts";
import type { Parameters } from "../parameters.ts";
import { project, type Projection } from "../projection.ts";
import { type GemmaAttention, loadAttention } from "./attention.ts";
import type { GemmaConfig, GemmaLayer } from "./config.ts";

/** One layer's parameters (`Gemma4TextDecoderLayer`). */
export interface LoadedLayer {
  readonly shape: GemmaLayer;
  readonly attention: GemmaAttention;
  readonly mlp: Mlp;
  /** Scales of the norms before and after the attention and the feed-forward block, [H]. */
  readonly norms: { readonly [Place in "input" | "mixed" | "mlpInput" | "mlpOutput"]: Value };
  /** How the layer's own input enters the residual stream; absent in models without such inputs. */
  readonly perLayer?: { readonly gate: Projection; readonly projection: Projection; readonly norm: Value };
  /** What the residual stream is multiplied by at the end, [1]. */
  readonly scale: Value;
}

/** The layer of this index. */
export function loadLayer(graph: Graph, parameters: Parameters, config: GemmaConfig, index: number): LoadedLayer {
  const { hidden, perLayer } = config;
  const shape = config.layers[index]!;
  const prefix = `model.layers.${index}`;
  const norm = (name: string) => parameters.tensor(`${prefix}.${name}.weight`, [hidden]);
  return {
    shape,
    attention: loadAttention(graph, parameters, `${prefix}.self_attn`, config, shape, index),
    mlp: loadMlp(parameters, `${prefix}.mlp`, hidden, shape.intermediate, geluTanh),
    norms: {
      input: norm("input_layernorm"),
      mixed: norm("post_attention_layernorm"),
      mlpInput: norm("pre_feedforward_layernorm"),
      mlpOutput: norm("post_feedforward_layernorm"),
    },
    ...perLayer
      ? {
        perLayer: {
          gate: parameters.projection(`${prefix}.per_layer_input_gate`, perLayer.width, hidden),
          projection: parameters.projection(`${prefix}.per_layer_projection`, hidden, perLayer.width),
          norm: norm("post_per_layer_input_norm"),
        },
      }
      : {},
    scale: parameters.tensor(`${prefix}.layer_scalar`, [1]),
  };
}

/**
 * Runs the residual stream [B, T, H] through a layer.
 *
 * @param attend The attention, of its normalized input [B, T, H].
 * @param input The layer's own input [B, T, W], where the model has such.
 */
export function runLayer(
  graph: Graph,
  residual: Value,
  { mlp: feedForward, norms, perLayer, scale }: LoadedLayer,
  epsilon: number,
  attend: (x: Value) => Value,
  input: Value | undefined,
): Value {
  const norm = (x: Value, weight: Value) => rmsNorm(graph, x, weight, epsilon);
  const mixed = norm(attend(norm(residual, norms.input)), norms.mixed);
  const [x, attended] = addAndNorm(graph, mixed, residual, norms.mlpInput, epsilon);
  let stream = graph.op("Add", [attended, norm(mlp(graph, x, feedForward), norms.mlpOutput)]);
  if (perLayer && input) {
    const opened = graph.op("Mul", [geluTanh(graph, project(graph, stream, perLayer.gate)), input]);
    stream = graph.op("Add", [stream, norm(project(graph, opened, perLayer.projection), perLayer.norm)]);
  }
  return graph.op("Mul", [stream, scale]);
}

import type { Activation } from "./activation.ts";
import type { Graph, Value } from "./graph.ts";
import type { Parameters } from "./parameters.ts";
import { project, type Projection } from "./projection.ts";

/** Parameters of a gated feed-forward layer. */
export interface Mlp {
  readonly gate: Projection;
  readonly up: Projection;
  readonly down: Projection;
  readonly activation: Activation;
}

/** The feed-forward layer under `prefix`, e.g. `model.layers.0.mlp`. */
export function loadMlp(
  parameters: Parameters,
  prefix: string,
  hidden: number,
  intermediate: number,
  activation: Activation,
): Mlp {
  return {
    gate: parameters.projection(`${prefix}.gate_proj`, intermediate, hidden),
    up: parameters.projection(`${prefix}.up_proj`, intermediate, hidden),
    down: parameters.projection(`${prefix}.down_proj`, hidden, intermediate),
    activation,
  };
}

/** down(activation(gate(x)) · up(x)) for x [B, T, H] (`Qwen3_5MLP`, `Gemma4TextMLP`). */
export function mlp(graph: Graph, x: Value, { gate, up, down, activation }: Mlp): Value {
  const opened = activation(graph, project(graph, x, gate));
  return project(graph, graph.op("Mul", [opened, project(graph, x, up)]), down);
}

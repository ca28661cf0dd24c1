import { silu } from "./activation.ts";
import type { QwenConfig } from "./config.ts";
import type { Graph, Value } from "./graph.ts";
import type { Parameters } from "./parameters.ts";
import { project, type Projection } from "./projection.ts";

/** Parameters of a gated feed-forward layer. */
export interface Mlp {
  readonly gate: Projection;
  readonly up: Projection;
  readonly down: Projection;
}

/** The feed-forward layer under `prefix`, e.g. `model.layers.0.mlp`. */
export function loadMlp(parameters: Parameters, prefix: string, { hidden, intermediate }: QwenConfig): Mlp {
  return {
    gate: parameters.projection(`${prefix}.gate_proj`, intermediate, hidden),
    up: parameters.projection(`${prefix}.up_proj`, intermediate, hidden),
    down: parameters.projection(`${prefix}.down_proj`, hidden, intermediate),
  };
}

/** down(silu(gate(x)) · up(x)) for x [B, T, H] (`Qwen3_5MLP`). */
export function mlp(graph: Graph, x: Value, { gate, up, down }: Mlp): Value {
  const opened = silu(graph, project(graph, x, gate));
  return project(graph, graph.op("Mul", [opened, project(graph, x, up)]), down);
}

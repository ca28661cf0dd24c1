import type { Graph, Value } from "./graph.ts";

/** x · sigmoid(x), in one kernel: QuickGelu is x · sigmoid(αx). */
export function silu(graph: Graph, x: Value): Value {
  return graph.op("QuickGelu", [x], { alpha: { float: 1 } });
}

import type { Graph, Value } from "./graph.ts";

/** A function of each number by itself. */
export type Activation = (graph: Graph, x: Value) => Value;

/** x · sigmoid(x), in one kernel: QuickGelu is x · sigmoid(αx). */
export const silu: Activation = (graph, x) => graph.op("QuickGelu", [x], { alpha: { float: 1 } });

/** x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))), the approximation that PyTorch calls "tanh". */
export const geluTanh: Activation = (graph, x) => graph.op("FastGelu", [x]);

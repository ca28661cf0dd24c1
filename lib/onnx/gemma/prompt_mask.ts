import { type Graph, range, type Value } from "../graph.ts";
import { biasWhere } from "../score_bias.ts";

/**
 * What is added to the scores of prompts with themselves, [T, T]: each position sees itself and those before it,
 * W in all if there is a window.
 *
 * Prompts are padded on the right, so no real position sees padding.
 *
 * @param width int64 scalar: T.
 * @param window W.
 */
export function promptMask(graph: Graph, width: Value, window?: number): Value {
  const columns = range(graph, width);
  const rows = graph.op("Unsqueeze", [columns, graph.ints(1)]);
  const causal = graph.op("LessOrEqual", [columns, rows]);
  if (window === undefined) return biasWhere(graph, causal);
  const near = graph.op("Greater", [columns, graph.op("Sub", [rows, graph.int(window)])]);
  return biasWhere(graph, graph.op("And", [causal, near]));
}

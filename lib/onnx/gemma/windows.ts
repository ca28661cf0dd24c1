import { gatherRows, type Graph, number, range, type Value } from "../graph.ts";
import type { ScoreBias } from "../grouped_attention.ts";
import { MASKED, type RowGroups } from "../row_groups.ts";

const integer = (graph: Graph, value: number) => graph.constant("int64", [], [value]);

/** 0 where `seen` and {@linkcode MASKED} elsewhere. */
const biasWhere = (graph: Graph, seen: Value) => graph.op("Where", [seen, number(graph, 0), number(graph, MASKED)]);

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
  const near = graph.op("Greater", [columns, graph.op("Sub", [rows, integer(graph, window)])]);
  return biasWhere(graph, graph.op("And", [causal, near]));
}

/**
 * What is added to the scores of a new position a row, which sees the W positions up to itself.
 *
 * What slides out of the window stays in memory: cutting it off would copy what is left at every step.
 *
 * @param position int64 [B, 1].
 * @param columns 0 … T − 1, int64 [T].
 * @param said int64 scalar: positions that the rows have of their own, the new one included.
 */
export function windowBias(
  graph: Graph,
  groups: RowGroups,
  position: Value,
  columns: Value,
  said: Value,
  window: number,
): ScoreBias {
  const groupPosition = graph.op("Reshape", [gatherRows(graph, position, groups.row), graph.ints(1, -1, 1, 1)]);
  const first = graph.op("Sub", [groupPosition, integer(graph, window)]);
  const near = graph.op("Greater", [columns, first]);
  const nearOwn = graph.op("GreaterOrEqual", [range(graph, said), graph.op("Sub", [said, integer(graph, window)])]);
  return {
    prompt: graph.op("Where", [near, groups.bias, number(graph, MASKED)]),
    own: biasWhere(graph, nearOwn),
  };
}

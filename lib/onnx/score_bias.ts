import { type Graph, number, range, type Value } from "./graph.ts";

/** A score that nothing is left of after a softmax. In float16 it is −∞, which does no harm: every position sees itself. */
export const MASKED = -1e30;

/** 0 where `seen`, a boolean, and {@linkcode MASKED} elsewhere, in the graph's precision. */
export function biasWhere(graph: Graph, seen: Value): Value {
  return graph.op("Where", [seen, number(graph, 0), number(graph, MASKED)]);
}

/**
 * Positions of the columns of attention's scores, T for a row's prompt and N for what it says: int64 [B, T + N]. A padding's
 * is beyond all.
 *
 * @param length int64 [B]: tokens of each row's prompt.
 * @param width int64 scalar: T.
 * @param most int64 scalar: N.
 */
export function columnPositions(graph: Graph, length: Value, width: Value, most: Value): Value {
  const column = range(graph, graph.op("Add", [width, most]));
  const lengths = graph.op("Unsqueeze", [length, graph.ints(1)]);
  const nowhere = graph.constant("int64", [], [Number.MAX_SAFE_INTEGER]);
  const ofPrompt = graph.op("Where", [graph.op("Less", [column, lengths]), column, nowhere]);
  const ofOwn = graph.op("Add", [lengths, graph.op("Sub", [column, width])]);
  return graph.op("Where", [graph.op("Less", [column, width]), ofPrompt, ofOwn]);
}

/**
 * What new positions see of columns, as {@linkcode MASKED} says it: [B, 1, 1, C], made once for each window.
 *
 * @param positions int64 [B, C], of the columns.
 * @param position int64 [B, 1], the new ones.
 * @returns Of the positions that each sees, itself included; of all before it if undefined.
 */
export function biasOf(graph: Graph, positions: Value, position: Value): (window: number | undefined) => Value {
  const biases = new Map<number | undefined, Value>();
  const make = (window: number | undefined) => {
    const before = graph.op("LessOrEqual", [positions, position]);
    if (window === undefined) return biasWhere(graph, before);
    const first = graph.op("Sub", [position, graph.constant("int64", [], [window])]);
    return biasWhere(graph, graph.op("And", [before, graph.op("Greater", [positions, first])]));
  };
  return (window) => {
    const bias = biases.get(window) ?? graph.op("Unsqueeze", [make(window), graph.ints(1, 2)]);
    biases.set(window, bias);
    return bias;
  };
}

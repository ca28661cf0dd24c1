import { type Graph, number, range, type Value } from "./graph.ts";

/** A score that nothing is left of after a softmax. In float16 it is −∞, which does no harm: every position sees itself. */
const MASKED = -1e30;

/** 0 where `seen`, a boolean, and {@linkcode MASKED} elsewhere, in the graph's precision. */
export function biasWhere(graph: Graph, seen: Value): Value {
  return graph.op("Where", [seen, number(graph, 0), number(graph, MASKED)]);
}

/**
 * Positions of the columns of attention's scores, T for a row's prompt and M for what it says: int64 [B, T + M]. A padding's
 * is beyond all.
 *
 * @param length int64 [B]: tokens of each row's prompt.
 * @param width int64 scalar: T.
 * @param most int64 scalar: M.
 */
export function columnPositions(graph: Graph, length: Value, width: Value, most: Value): Value {
  const column = range(graph, graph.op("Add", [width, most]));
  const lengths = graph.op("Unsqueeze", [length, graph.ints(1)]);
  const nowhere = graph.int(Number.MAX_SAFE_INTEGER);
  const ofPrompt = graph.op("Where", [graph.op("Less", [column, lengths]), column, nowhere]);
  const ofOwn = graph.op("Add", [lengths, graph.op("Sub", [column, width])]);
  return graph.op("Where", [graph.op("Less", [column, width]), ofPrompt, ofOwn]);
}

/**
 * What is added to the scores of new positions, [B, 1, 1, C], made once for each window: see `NewPosition.bias`.
 *
 * @param positions int64 [B, C], of the columns.
 * @param position int64 [B, 1], the new ones.
 * @returns The bias for a window: how many positions each sees, itself included; all up to itself if undefined.
 */
export function biasOf(graph: Graph, positions: Value, position: Value): (window: number | undefined) => Value {
  const biases = new Map<number | undefined, Value>();
  const make = (window: number | undefined) => {
    const before = graph.op("LessOrEqual", [positions, position]);
    if (window === undefined) return biasWhere(graph, before);
    const first = graph.op("Sub", [position, graph.int(window)]);
    return biasWhere(graph, graph.op("And", [before, graph.op("Greater", [positions, first])]));
  };
  return (window) => {
    const bias = biases.get(window) ?? graph.op("Unsqueeze", [make(window), graph.ints(1, 2)]);
    biases.set(window, bias);
    return bias;
  };
}

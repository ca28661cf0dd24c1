import { gatherRows, type Graph, number, range, type Value } from "./graph.ts";

/**
 * Rows that share a prompt, gathered so that they read its keys and values together: Q groups of W slots, the slots of a
 * group for rows of one prompt. A prompt may have several groups; a slot left over repeats some row and nobody reads it.
 */
export interface RowGroups {
  /** int64 [Q]: group → prompt. */
  readonly prompt: Value;
  /** int64 [Q · W]: slot → row. */
  readonly slotRow: Value;
  /** int64 [B]: row → slot. */
  readonly rowSlot: Value;
  /** int64 [Q]: group → one of its rows. All of them are at the same position. */
  readonly row: Value;
  /** [1, Q, 1, T]: 0 at a prompt's tokens, {@linkcode MASKED} at padding. */
  readonly bias: Value;
}

/** A score that nothing is left of after a softmax. In float16 it is −∞, which does no harm: every position sees itself. */
export const MASKED = -1e30;

/**
 * The groups with what follows from them.
 *
 * @param lengths int64 [P]: tokens of each prompt.
 * @param width int64 scalar: T.
 */
export function rowGroups(
  graph: Graph,
  groups: Pick<RowGroups, "prompt" | "slotRow" | "rowSlot">,
  lengths: Value,
  width: Value,
): RowGroups {
  const groupLengths = gatherRows(graph, lengths, groups.prompt);
  const real = graph.op("Less", [range(graph, width), graph.op("Unsqueeze", [groupLengths, graph.ints(1)])]);
  const bias = graph.op("Where", [real, number(graph, 0), number(graph, MASKED)]);
  const size = graph.op("Concat", [graph.op("Shape", [groups.prompt]), graph.ints(-1)], { axis: { int: 0 } });
  const slots = graph.op("Reshape", [groups.slotRow, size]);
  return {
    ...groups,
    row: graph.op("Gather", [slots, graph.constant("int64", [], [0])], { axis: { int: 1 } }),
    bias: graph.op("Unsqueeze", [bias, graph.ints(0, 2)]),
  };
}

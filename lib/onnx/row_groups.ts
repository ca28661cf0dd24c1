import { axisSize, type Graph, type Value } from "./graph.ts";

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
}

/** Sizes of an attention's heads; query heads share keys and values in equal numbers, neighbours together. */
export interface HeadShape {
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

/**
 * Where the heads of rows and of groups find each other; n query heads share each of the kvHeads. In a group, the slots'
 * heads that share keys are one matrix.
 */
export interface GroupedHeads {
  /** int64 [Q, kvHeads, W · n]: a group's head → its place among those of [B, kvHeads, n]. */
  readonly ofGroups: Value;
  /** int64 [B, kvHeads, n]: a row's head → its place among those of [Q, kvHeads, W · n]. */
  readonly ofRows: Value;
}

/** The places of a group's and of a row's heads. */
export function groupedHeads(graph: Graph, groups: RowGroups, { heads, kvHeads }: HeadShape): GroupedHeads {
  const shared = heads / kvHeads;
  const count = (size: number) => Array.from({ length: size }, (_, i) => i);
  const table = (shape: number[], values: number[]) => graph.constant("int64", shape, values);
  const sizes = [graph.op("Shape", [groups.prompt]), graph.ints(-1)];
  const slots = graph.op("Reshape", [groups.slotRow, graph.op("Concat", sizes, { axis: { int: 0 } })]);
  const width = axisSize(graph, slots, 1);

  // [Q, 1, W, 1] and [kvHeads, 1, n], then the slots and the heads of each as one axis.
  const rowHeads = graph.op("Mul", [graph.op("Unsqueeze", [slots, graph.ints(1, 3)]), graph.int(heads)]);
  const ofSlots = graph.op("Add", [rowHeads, table([kvHeads, 1, shared], count(heads))]);

  const slot = graph.op("Unsqueeze", [groups.rowSlot, graph.ints(1, 2)]); // [B, 1, 1]
  const [group, place] = [graph.op("Div", [slot, width]), graph.op("Mod", [slot, width])];
  const groupHeads = graph.op("Mul", [group, graph.int(kvHeads)]);
  const matrix = graph.op("Add", [groupHeads, table([kvHeads, 1], count(kvHeads))]); // [B, kvHeads, 1]
  const first = graph.op("Add", [graph.op("Mul", [matrix, width]), place]);
  return {
    ofGroups: graph.op("Reshape", [ofSlots, graph.ints(0, kvHeads, -1)]),
    ofRows: graph.op("Add", [graph.op("Mul", [first, graph.int(shared)]), table([shared], count(shared))]),
  };
}

import { type Graph, range, slice, splitAt, type Value } from "./graph.ts";
import type { RowColumns } from "./row_columns.ts";
import { biasOf, columnPositions } from "./score_bias.ts";

/** Joins what is new to what was there, which on a CPU is one copy. */
export function joinedColumns(graph: Graph, length: Value, width: Value, most: Value): RowColumns {
  const positions = columnPositions(graph, length, width, most);
  const start = graph.op("Unsqueeze", [width, graph.ints(0)]);
  const counted = range(graph, most);
  return {
    places: 0,
    said: slice(graph, counted, graph.ints(0), graph.ints(0), 0),
    at(body, position, said) {
      const count = body.op("Add", [body.op("Shape", [said]), body.ints(1)]);
      const join = (axis: number) => (one: Value, other: Value) =>
        body.op("Concat", [one, other], { axis: { int: axis } });
      return {
        position,
        said: slice(body, counted, body.ints(0), count, 0),
        bias: biasOf(body, slice(body, positions, body.ints(0), body.op("Add", [start, count]), 1), position),
        put: join(2),
        join: join(3),
        split: (weights) => splitAt(body, weights, start, 3),
      };
    },
  };
}

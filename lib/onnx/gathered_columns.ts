import { type Graph, range, slice, splitAt, type Value } from "./graph.ts";
import type { RowColumns } from "./row_columns.ts";
import { biasOf, columnPositions } from "./score_bias.ts";

/** Places that are added at a time. */
const BLOCK = 16;

/** `count`, int64, rounded up to whole blocks: int64 [1]. */
function inBlocks(graph: Graph, count: Value): Value {
  const whole = graph.op("Div", [graph.op("Add", [count, graph.ints(BLOCK - 1)]), graph.ints(BLOCK)]);
  return graph.op("Mul", [whole, graph.ints(BLOCK)]);
}

/**
 * Gathers what was there into the places that there are now and puts what is new in its own: on a GPU a Concat of unequal
 * sizes first copies sizes and pointers over the bus, in four copies.
 */
export function gatheredColumns(graph: Graph, length: Value, width: Value, most: Value): RowColumns {
  const all = graph.op("Squeeze", [inBlocks(graph, most)]);
  const positions = columnPositions(graph, length, width, all);
  const places = range(graph, all);
  const ofWidth = range(graph, width);
  const column = range(graph, graph.op("Add", [width, all]));
  const place = graph.op("Sub", [column, width]);
  const tables = {
    isOwn: graph.op("GreaterOrEqual", [place, graph.int(0)]),
    ofOwn: graph.op("Max", [place, graph.int(0)]),
    ofPrompt: graph.op("Min", [column, graph.op("Sub", [width, graph.int(1)])]),
  };
  return {
    places: BLOCK,
    said: slice(graph, places, graph.ints(0), graph.ints(0), 0),
    at(body, position, said) {
      // Sizes of tensors alone, or the device would compute them and be asked for them, which is a wait.
      const start = body.op("Shape", [ofWidth]);
      const step = body.op("Shape", [said]);
      const next = body.op("Add", [step, body.ints(1)]);
      const placesBefore = inBlocks(body, body.op("Max", [step, body.ints(1)]));
      const placesNow = inBlocks(body, next);
      const first = (x: Value, count: Value, axis = 0) => slice(body, x, body.ints(0), count, axis);
      const columns = body.op("Add", [start, placesNow]);
      const [isOwn, ofOwn, ofPrompt] = [tables.isOwn, tables.ofOwn, tables.ofPrompt].map((x) => first(x, columns));
      const now = first(places, placesNow);
      const isNew = body.op("Unsqueeze", [body.op("Equal", [now, step]), body.ints(1)]);
      const kept = body.op("Min", [now, body.op("Sub", [placesBefore, body.ints(1)])]);
      const gather = (x: Value, indices: Value, axis: number) =>
        body.op("Gather", [x, indices], { axis: { int: axis } });
      return {
        position,
        said: first(places, next),
        bias: biasOf(body, first(positions, columns, 1), position),
        put: (before, x) => body.op("Where", [isNew, x, gather(before, kept, 2)]),
        join: (toPrompt, toOwn) => body.op("Where", [isOwn!, gather(toOwn, ofOwn!, 3), gather(toPrompt, ofPrompt!, 3)]),
        split: (weights) => splitAt(body, weights, start, 3),
      };
    },
  };
}

import { decode, type Decoder } from "./decoder.ts";
import { cast, type Graph, range, type Value } from "./graph.ts";
import type { PromptState } from "./mixer.ts";
import { timesTransposed } from "./projection.ts";
import type { RotaryTables } from "./rotary.ts";

/** What prompts leave behind. */
export interface Prefill {
  /** [P, V]: what follows each prompt. */
  readonly logits: Value;
  /** By layer. */
  readonly layers: readonly PromptState[];
}

/** Size of an axis as int64 [1]: read on the CPU from the tensor's shape, no number is fetched from a device. */
export function axisSize(graph: Graph, x: Value, axis: number): Value {
  return graph.op("Shape", [x], { start: { int: axis }, end: { int: axis + 1 } });
}

/**
 * Runs every prompt once.
 *
 * @param prompts int32 [P, T], padded on the right.
 * @param lengths int64 [P].
 */
export function prefill(
  graph: Graph,
  prompts: Value,
  lengths: Value,
  decoder: Decoder,
  tables: RotaryTables,
): Prefill {
  const width = graph.op("Squeeze", [axisSize(graph, prompts, 1)]);
  const real = graph.op("Less", [range(graph, width), graph.op("Unsqueeze", [lengths, graph.ints(1)])]);
  const known = {
    count: axisSize(graph, prompts, 0),
    width: cast(graph, width, "int32"),
    mask: graph.op("Unsqueeze", [cast(graph, real, "float32"), graph.ints(2)]),
    tables,
  };
  const layers: PromptState[] = [];
  const hidden = decode(graph, prompts, decoder, (x, mixer) => {
    const [y, left] = mixer.prefill(graph, x, known);
    layers.push(left);
    return y;
  });
  const last = graph.op("Sub", [lengths, graph.constant("int64", [], [1])]);
  const atLast = graph.op("GatherND", [hidden, graph.op("Unsqueeze", [last, graph.ints(1)])], {
    batch_dims: { int: 1 },
  });
  return { logits: timesTransposed(graph, atLast, decoder.head), layers };
}

import { axisSize, cast, type Graph, range, type Value } from "./graph.ts";
import type { LanguageModel } from "./language_model.ts";
import type { PromptState } from "./sequence_model.ts";

/** What prompts leave behind. */
export interface Prefill {
  /** [P, V]: what follows each prompt. */
  readonly logits: Value;
  readonly left: PromptState;
}

/**
 * Runs every prompt once.
 *
 * @param prompts int32 [P, T], padded on the right.
 * @param lengths int64 [P].
 * @param width int64 scalar: T.
 * @param steps int64 scalar: tokens that rows may say.
 */
export function prefill(
  graph: Graph,
  model: LanguageModel,
  prompts: Value,
  lengths: Value,
  width: Value,
  steps: Value,
): Prefill {
  const real = graph.op("Less", [range(graph, width), graph.op("Unsqueeze", [lengths, graph.ints(1)])]);
  const [hidden, left] = model.prefill(graph, prompts, {
    count: axisSize(graph, prompts, 0),
    width,
    positions: graph.op("Add", [width, steps]),
    mask: graph.op("Unsqueeze", [cast(graph, real, "float32"), graph.ints(2)]),
  });
  const last = graph.op("Sub", [lengths, graph.int(1)]);
  const atLast = graph.op("GatherND", [hidden, graph.op("Unsqueeze", [last, graph.ints(1)])], {
    batch_dims: { int: 1 },
  });
  return { logits: model.logits(graph, atLast), left };
}

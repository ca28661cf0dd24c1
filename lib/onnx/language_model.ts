import type { Graph, Value } from "./graph.ts";
import type { SequenceModel } from "./sequence_model.ts";

/** A decoder of any architecture in a graph: x is token ids, int32 [P, T] or [B, 1]; y is the final norm's output. */
export interface LanguageModel extends SequenceModel {
  /** Tokens V. */
  readonly vocabulary: number;
  /** What follows a position: y [n, H] → logits float32 [n, V]. */
  logits(graph: Graph, y: Value): Value;
}

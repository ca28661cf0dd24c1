import { cast, Graph, type Value } from "./graph.ts";
import type { LanguageModel } from "./language_model.ts";
import type { RowColumns } from "./row_columns.ts";
import { type Draw, sample } from "./sampler.ts";
import type { RowState } from "./sequence_model.ts";

/** What the loop's body reads but does not change. */
export interface StepContext {
  readonly model: LanguageModel;
  readonly rows: RowState;
  readonly columns: RowColumns;
  /** What a step draws with, given its index among all: an int64 scalar. */
  readonly draw: (graph: Graph, step: Value) => Draw;
  readonly stopTokens: readonly number[];
  /** Whether the logits are an output too. */
  readonly logits: boolean;
}

/** int32 [B, 1]: 1 where the token ends a reply. */
export function isStop(graph: Graph, token: Value, stopTokens: readonly number[]): Value {
  if (stopTokens.length === 0) return isStop(graph, token, [-1]); // no token's id
  const stops = graph.constant("int32", [1, stopTokens.length], stopTokens);
  const equal = cast(graph, graph.op("Equal", [token, stops]), "int32");
  return stopTokens.length === 1 ? equal : graph.op("ReduceMax", [equal, graph.ints(1)], { keepdims: { int: 1 } });
}

/** Boolean scalar: whether a row has met no stop token yet, of int32 [B, 1]. */
export function someGoOn(graph: Graph, stopped: Value): Value {
  const all = graph.op("ReduceMin", [stopped], { keepdims: { int: 0 } });
  return graph.op("Less", [all, graph.constant("int32", [], [1])]);
}

/**
 * The body of the decode loop: the model on the last token, and the next one sampled.
 *
 * Carried are the token int32 [B, 1], whether the row has stopped int32 [B, 1], the token's position int64 [B, 1], the steps
 * that there were int64 [t], and the model's values; collected are the new token, its log-probability [B, 1], and the logits
 * [B, V] if asked for.
 */
export function stepBody(outer: Graph, { model, rows, columns, draw, stopTokens, logits: wanted }: StepContext): Graph {
  const body = new Graph("step", outer);
  const iteration = body.parameter("iteration", "int64", []);
  body.parameter("go_on", "bool", []);
  const token = body.parameter("token", "int32", ["B", 1]);
  const stopped = body.parameter("stopped", "int32", ["B", 1]);
  const position = body.parameter("position", "int64", ["B", 1]);
  const said = body.parameter("said", "int64");
  const past = rows.carried.map(({ type }) => body.parameter("state", type));
  const at = columns.at(body, position, said);
  const [hidden, now] = rows.step(body, token, at, past);
  const logits = model.logits(body, body.op("Squeeze", [hidden, body.ints(1)]));
  const one = body.int(1);
  const next = sample(body, logits, draw(body, body.op("Add", [iteration, one])), model.vocabulary);
  const nowStopped = body.op("Max", [stopped, isStop(body, next.token, stopTokens)]);
  body.result(someGoOn(body, nowStopped), "bool", []);
  body.result(next.token, "int32", ["B", 1]);
  body.result(nowStopped, "int32", ["B", 1]);
  body.result(body.op("Add", [position, one]), "int64", ["B", 1]);
  body.result(at.said, "int64");
  now.forEach((value, place) => body.result(value, rows.carried[place]!.type));
  body.result(body.op("Identity", [next.token]), "int32", ["B", 1]); // a value is one output, not two
  body.result(next.logProb, "float32", ["B", 1]);
  if (wanted) body.result(logits, "float32", ["B", model.vocabulary]);
  return body;
}

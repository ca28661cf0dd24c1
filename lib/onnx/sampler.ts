import { cast, type Graph, type Value } from "./graph.ts";

/** One token a row, and how likely it was. */
export interface Sample {
  /** int32 [B, 1] */
  readonly token: Value;
  /** float32 [B, 1], in nats: of the distribution that is sampled, softmax(logits ÷ temperature). */
  readonly logProb: Value;
}

/** What a step's sampling is fed. */
export interface Draw {
  /** float32 [B, 1]: k·2⁻²⁴ in [0, 1). */
  readonly uniform: Value;
  /** int32 [B, 1]: −1, or the token to take instead of sampling. */
  readonly forced: Value;
  /** float32 scalar, above 0. */
  readonly temperature: Value;
}

/**
 * Width of the chunks that the vocabulary is summed in: near its square root, and a divisor of it if there is one near.
 */
export function chunkWidth(vocabulary: number): number {
  const root = Math.ceil(Math.sqrt(vocabulary));
  for (let width = root; width <= 2 * root; width++) if (vocabulary % width === 0) return width;
  return root;
}

/** The last entry along axis 1 of x [B, n], as [B, 1]. */
function last(graph: Graph, x: Value, size: number): Value {
  return graph.op("Gather", [x, graph.ints(size - 1)], { axis: { int: 1 } });
}

/** How many entries along axis 1 of a boolean [B, n] are true, as int64 [B, 1]. */
function countTrue(graph: Graph, x: Value): Value {
  return graph.op("ReduceSum", [cast(graph, x, "int64"), graph.ints(1)], { keepdims: { int: 1 } });
}

/**
 * Inverse-CDF sampling: the first index whose cumulative weight exceeds uniform · total.
 *
 * In two levels, chunk sums and then inside the chunk: CumSum on CUDA is quadratic in the axis. A cumulative sum does
 * not rise at weights of zero, so these are never chosen, and (1 − 2⁻²⁴) · total rounds to less than total, so there
 * always is an index. Inside the chunk the sum runs afresh and may end a rounding error below what is left of the target:
 * the last index at which it rises is taken then.
 *
 * @param weights float32 [B, V], at least 0, with a positive sum in every row.
 * @returns The index, int64 [B, 1], and the total that it was scaled by, float32 [B, 1].
 */
function inverseCdf(graph: Graph, weights: Value, uniform: Value, vocabulary: number): [index: Value, total: Value] {
  const width = chunkWidth(vocabulary);
  const chunks = Math.ceil(vocabulary / width);
  const missing = chunks * width - vocabulary;
  const whole = missing === 0 ? weights : graph.op("Pad", [weights, graph.ints(0, 0, 0, missing)]);
  const table = graph.op("Reshape", [whole, graph.ints(0, chunks, width)]);
  const sums = graph.op("ReduceSum", [table, graph.ints(2)], { keepdims: { int: 0 } });
  const axis = graph.int(1);
  const cumulative = graph.op("CumSum", [sums, axis]);
  const total = last(graph, cumulative, chunks);
  const target = graph.op("Mul", [uniform, total]);
  const passed = graph.op("LessOrEqual", [cumulative, target]);
  // Only weights that are not numbers could pass every chunk; the clamp keeps the gather inside the table even then.
  const chunk = graph.op("Min", [countTrue(graph, passed), graph.int(chunks - 1)]);
  const before = graph.op("ReduceMax", [graph.op("Where", [passed, cumulative, graph.float(0)]), graph.ints(1)], {
    keepdims: { int: 1 },
  });
  const inside = graph.op("CumSum", [graph.op("GatherND", [table, chunk], { batch_dims: { int: 1 } }), axis]);
  const short = graph.op("And", [
    graph.op("LessOrEqual", [inside, graph.op("Sub", [target, before])]),
    graph.op("Less", [inside, last(graph, inside, width)]),
  ]);
  const start = graph.op("Mul", [chunk, graph.int(width)]);
  return [graph.op("Add", [start, countTrue(graph, short)]), total];
}

/** Samples one token a row from logits [B, V], or takes the forced one, and gives its log-probability. */
export function sample(graph: Graph, logits: Value, draw: Draw, vocabulary: number): Sample {
  const scaled = graph.op("Div", [logits, draw.temperature]);
  const greatest = graph.op("ReduceMax", [scaled, graph.ints(1)], { keepdims: { int: 1 } });
  const shifted = graph.op("Sub", [scaled, greatest]);
  const [index, total] = inverseCdf(graph, graph.op("Exp", [shifted]), draw.uniform, vocabulary);
  const sampled = cast(graph, index, "int32");
  const isForced = graph.op("GreaterOrEqual", [draw.forced, graph.constant("int32", [], [0])]);
  const token = graph.op("Where", [isForced, draw.forced, sampled]);
  const chosen = graph.op("GatherElements", [shifted, token], { axis: { int: 1 } });
  return { token, logProb: graph.op("Sub", [chosen, graph.op("Log", [total])]) };
}

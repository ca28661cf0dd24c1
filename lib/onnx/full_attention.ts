import type { QwenConfig } from "./config.ts";
import type { Graph, Value } from "./graph.ts";
import { rmsNorm } from "./norm.ts";
import type { Parameters } from "./parameters.ts";
import { project, type Projection } from "./projection.ts";
import { type RotaryTables, rotate } from "./rotary.ts";

/** Parameters of a full-attention layer. */
export interface FullAttention {
  /** Each head's query, then its output gate. */
  readonly query: Projection;
  readonly key: Projection;
  readonly value: Projection;
  readonly output: Projection;
  /** Scales of the query's and the key's norm, [headDim]. */
  readonly queryNorm: Value;
  readonly keyNorm: Value;
}

/** Keys and values: [B, kvHeads, T, headDim] each. Keys are rotated already, so their order along T is free. */
export interface KeyValues {
  readonly keys: Value;
  readonly values: Value;
}

/** The layer under `prefix`, e.g. `model.layers.3.self_attn` (`Qwen3_5Attention`). */
export function loadFullAttention(parameters: Parameters, prefix: string, config: QwenConfig): FullAttention {
  const { hidden, heads, kvHeads, headDim, attentionBias } = config;
  return {
    query: parameters.projection(`${prefix}.q_proj`, heads * headDim * 2, hidden, attentionBias),
    key: parameters.projection(`${prefix}.k_proj`, kvHeads * headDim, hidden, attentionBias),
    value: parameters.projection(`${prefix}.v_proj`, kvHeads * headDim, hidden, attentionBias),
    output: parameters.projection(`${prefix}.o_proj`, hidden, heads * headDim, attentionBias),
    queryNorm: parameters.zeroCentredScale(`${prefix}.q_norm.weight`, headDim),
    keyNorm: parameters.zeroCentredScale(`${prefix}.k_norm.weight`, headDim),
  };
}

/** What attention compares and mixes: query and its gate [B, T, heads · headDim], key and value [B, T, kvHeads · headDim]. */
interface Projected {
  readonly query: Value;
  readonly gate: Value;
  readonly key: Value;
  readonly value: Value;
}

function projectInputs(
  graph: Graph,
  x: Value,
  layer: FullAttention,
  config: QwenConfig,
  positions: Value,
  tables: RotaryTables,
): Projected {
  const { heads, kvHeads, headDim, normEpsilon } = config;
  const perHead = graph.op("Reshape", [project(graph, x, layer.query), graph.ints(0, 0, heads, 2 * headDim)]);
  const [query, gate] = graph.ops("Split", [perHead, graph.ints(headDim, headDim)], [0, 1], { axis: { int: 3 } });
  const key = graph.op("Reshape", [project(graph, x, layer.key), graph.ints(0, 0, kvHeads, headDim)]);
  const packed = (y: Value, count: number) => graph.op("Reshape", [y, graph.ints(0, 0, count * headDim)]);
  const turned = (y: Value, scale: Value, count: number) =>
    rotate(graph, packed(rmsNorm(graph, y, scale, normEpsilon), count), positions, tables, count, config);
  return {
    query: turned(query, layer.queryNorm, heads),
    gate: packed(gate, heads),
    key: turned(key, layer.keyNorm, kvHeads),
    value: project(graph, x, layer.value),
  };
}

/** output(mixed · sigmoid(gate)). */
function gatedOutput(graph: Graph, mixed: Value, gate: Value, layer: FullAttention): Value {
  return project(graph, graph.op("Mul", [mixed, graph.op("Sigmoid", [gate])]), layer.output);
}

/**
 * Attention of x [P, T, H] to itself, causally.
 *
 * Prompts are padded on the right, so no real position ever sees padding and no mask is needed; padded positions get
 * numbers that nobody reads. They do count as tokens here: told the true lengths, the kernel would leave them undefined,
 * and a NaN there would reach the linear layers' state.
 *
 * @param length int32 scalar: T.
 */
export function prefillFullAttention(
  graph: Graph,
  x: Value,
  layer: FullAttention,
  config: QwenConfig,
  tables: RotaryTables,
  { prompts, length }: { readonly prompts: Value; readonly length: Value },
): [y: Value, state: KeyValues] {
  const { query, gate, key, value } = projectInputs(graph, x, layer, config, graph.ints(0), tables);
  const last = graph.op("Expand", [graph.op("Sub", [length, graph.constant("int32", [], [1])]), prompts]);
  const [mixed, keys, values] = graph.ops(
    "GroupQueryAttention",
    [query, key, value, undefined, undefined, last, length],
    [0, 1, 2],
    {
      num_heads: { int: config.heads },
      kv_num_heads: { int: config.kvHeads },
      scale: { float: config.headDim ** -0.5 },
    },
  );
  return [gatedOutput(graph, mixed, gate, layer), { keys, values }];
}

/**
 * Attention of one new position a row, x [B, 1, H], to the prompt and to what was generated so far.
 *
 * The two are kept apart. The prompt's part never changes, so the loop does not carry it: a single cache would be copied
 * whole in every step, since a loop's carried values are never updated in place.
 *
 * @param positions int64 [B, 1].
 * @param promptBias float32 [B, 1, 1, T]: 0 at a prompt's tokens, a large negative number at padding.
 * @param generated The loop's carried part, [B, kvHeads, t, headDim].
 */
export function decodeFullAttention(
  graph: Graph,
  x: Value,
  layer: FullAttention,
  config: QwenConfig,
  tables: RotaryTables,
  positions: Value,
  prompt: KeyValues,
  promptBias: Value,
  generated: KeyValues,
): [y: Value, state: KeyValues] {
  const { heads, kvHeads, headDim } = config;
  const { query, gate, key, value } = projectInputs(graph, x, layer, config, positions, tables);
  const group = (y: Value, rows: number) => graph.op("Reshape", [y, graph.ints(0, kvHeads, rows, headDim)]);
  const append = (past: Value, y: Value) => graph.op("Concat", [past, group(y, 1)], { axis: { int: 2 } });
  const state = { keys: append(generated.keys, key), values: append(generated.values, value) };
  const grouped = group(query, heads / kvHeads);
  const scores = (keys: Value) =>
    graph.op("FusedMatMul", [grouped, keys], { transB: { int: 1 }, alpha: { float: headDim ** -0.5 } });
  const promptScores = graph.op("Add", [scores(prompt.keys), promptBias]);
  const ownScores = scores(state.keys);
  const all = graph.op("Softmax", [graph.op("Concat", [promptScores, ownScores], { axis: { int: -1 } })], {
    axis: { int: -1 },
  });
  const widths = [promptScores, ownScores].map((y) => graph.op("Shape", [y], { start: { int: 3 } }));
  const [toPrompt, toOwn] = graph.ops("Split", [all, graph.op("Concat", widths, { axis: { int: 0 } })], [0, 1], {
    axis: { int: -1 },
  });
  const mixed = graph.op("Add", [
    graph.op("MatMul", [toPrompt, prompt.values]),
    graph.op("MatMul", [toOwn, state.values]),
  ]);
  const packed = graph.op("Reshape", [mixed, graph.ints(0, 1, heads * headDim)]);
  return [gatedOutput(graph, packed, gate, layer), state];
}

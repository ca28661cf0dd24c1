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

/** Keys, rotated already, and values. */
export interface KeyValues {
  readonly keys: Value;
  readonly values: Value;
}

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
  /** float32 [1, Q, 1, T]: 0 at a prompt's tokens, a large negative number at padding. */
  readonly bias: Value;
  /** int64 [4]: kvHeads, Q, −1 and 0, the shape that slots are reshaped to. */
  readonly shape: Value;
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
 * @param size The number of prompts, int64 [1], and T, int32 scalar.
 * @returns The layer's output, and keys and values [P, kvHeads, T, headDim].
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

/** Keys or values of prompts, [P, kvHeads, T, headDim], as the groups read them: [kvHeads, Q, T, headDim]. */
function byGroup(graph: Graph, x: Value, { prompt }: RowGroups): Value {
  const gathered = graph.op("Gather", [x, prompt], { axis: { int: 0 } });
  return graph.op("Transpose", [gathered], { perm: { ints: [1, 0, 2, 3] } });
}

/** What the loop reads of the prompts, and the empty part that it carries, [kvHeads, B, 0, headDim]. */
export function startKeyValues(
  graph: Graph,
  { keys, values }: KeyValues,
  { kvHeads, headDim }: QwenConfig,
  groups: RowGroups,
): { prompt: KeyValues; generated: KeyValues } {
  const rows = graph.op("Shape", [groups.rowSlot]);
  const shape = graph.op("Concat", [graph.ints(kvHeads), rows, graph.ints(0, headDim)], { axis: { int: 0 } });
  const none = graph.op("ConstantOfShape", [shape]);
  return {
    prompt: { keys: byGroup(graph, keys, groups), values: byGroup(graph, values, groups) },
    generated: { keys: none, values: none },
  };
}

/**
 * Attention of one new position a row, x [B, 1, H], to its prompt and to what the row generated so far.
 *
 * The two parts are kept apart. The prompt's never changes, so the loop does not carry it (carried values are copied whole
 * when they grow), and rows that share a prompt multiply with one copy of its keys and values, by group.
 *
 * @param positions int64 [B, 1].
 * @param prompt By group, [kvHeads, Q, T, headDim].
 * @param generated What the loop carries, [kvHeads, B, t, headDim].
 */
export function decodeFullAttention(
  graph: Graph,
  x: Value,
  layer: FullAttention,
  config: QwenConfig,
  tables: RotaryTables,
  positions: Value,
  groups: RowGroups,
  prompt: KeyValues,
  generated: KeyValues,
): [y: Value, state: KeyValues] {
  const { heads, kvHeads, headDim } = config;
  const shared = heads / kvHeads;
  const { query, gate, key, value } = projectInputs(graph, x, layer, config, positions, tables);
  // Heads first, so that rows and slots are one axis to gather along: [kvHeads, B, queries of the head, headDim].
  const headsFirst = (y: Value, queries: number) => {
    const split = graph.op("Reshape", [y, graph.ints(0, kvHeads, queries, headDim)]);
    return graph.op("Transpose", [split], { perm: { ints: [1, 0, 2, 3] } });
  };
  const toGroups = (y: Value) => {
    const slots = graph.op("Gather", [y, groups.slotRow], { axis: { int: 1 } });
    return graph.op("Reshape", [slots, groups.shape]);
  };
  const toRows = (y: Value) => {
    const slots = graph.op("Reshape", [y, graph.ints(kvHeads, -1, shared, 0)]);
    return graph.op("Gather", [slots, groups.rowSlot], { axis: { int: 1 } });
  };
  const append = (past: Value, y: Value) => graph.op("Concat", [past, headsFirst(y, 1)], { axis: { int: 2 } });
  const state = { keys: append(generated.keys, key), values: append(generated.values, value) };
  const queries = headsFirst(query, shared);
  const score = (y: Value, keys: Value) =>
    graph.op("FusedMatMul", [y, keys], { transB: { int: 1 }, alpha: { float: headDim ** -0.5 } });
  const toPrompt = toRows(graph.op("Add", [score(toGroups(queries), prompt.keys), groups.bias]));
  const toOwn = score(queries, state.keys);
  const weights = graph.op("Softmax", [graph.op("Concat", [toPrompt, toOwn], { axis: { int: 3 } })], {
    axis: { int: 3 },
  });
  const widths = [toPrompt, toOwn].map((y) => graph.op("Shape", [y], { start: { int: 3 } }));
  const [ofPrompt, ofOwn] = graph.ops("Split", [weights, graph.op("Concat", widths, { axis: { int: 0 } })], [0, 1], {
    axis: { int: 3 },
  });
  const mixed = graph.op("Add", [
    toRows(graph.op("MatMul", [toGroups(ofPrompt), prompt.values])),
    graph.op("MatMul", [ofOwn, state.values]),
  ]);
  const rowsFirst = graph.op("Transpose", [mixed], { perm: { ints: [1, 0, 2, 3] } });
  const packed = graph.op("Reshape", [rowsFirst, graph.ints(0, 1, heads * headDim)]);
  return [gatedOutput(graph, packed, gate, layer), state];
}

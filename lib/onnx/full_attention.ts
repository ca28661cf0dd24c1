import type { QwenConfig } from "./config.ts";
import { gatherRows, type Graph, type Value } from "./graph.ts";
import type { Mixer, Prompts, Rows, RowState } from "./mixer.ts";
import { rmsNorm } from "./norm.ts";
import type { Parameters } from "./parameters.ts";
import { project, type Projection } from "./projection.ts";
import { type RotaryTables, rotate } from "./rotary.ts";
import type { RowGroups } from "./row_groups.ts";

/** Parameters of a full-attention layer. */
interface FullAttention {
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
interface KeyValues {
  readonly keys: Value;
  readonly values: Value;
}

function load(parameters: Parameters, prefix: string, config: QwenConfig): FullAttention {
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
 * Attention of x [P, T, H] to itself, causally, and keys and values [P, kvHeads, T, headDim].
 *
 * Prompts are padded on the right, so no real position ever sees padding and no mask is needed; padded positions get
 * numbers that nobody reads. They do count as tokens here: told the true lengths, the kernel would leave them undefined,
 * and a NaN there would reach the linear layers' state.
 */
function prefill(
  graph: Graph,
  x: Value,
  layer: FullAttention,
  config: QwenConfig,
  { tables, count, width }: Prompts,
): [y: Value, state: KeyValues] {
  const { query, gate, key, value } = projectInputs(graph, x, layer, config, graph.ints(0), tables);
  const last = graph.op("Expand", [graph.op("Sub", [width, graph.constant("int32", [], [1])]), count]);
  const [mixed, keys, values] = graph.ops(
    "GroupQueryAttention",
    [query, key, value, undefined, undefined, last, width],
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
  return graph.op("Transpose", [gatherRows(graph, x, prompt)], { perm: { ints: [1, 0, 2, 3] } });
}

/** No keys or values yet: [kvHeads, B, 0, headDim]. */
function nothing(graph: Graph, { rowSlot }: RowGroups, { kvHeads, headDim }: QwenConfig): Value {
  const sizes = [graph.ints(kvHeads), graph.op("Shape", [rowSlot]), graph.ints(0, headDim)];
  return graph.op("ConstantOfShape", [graph.op("Concat", sizes, { axis: { int: 0 } })]);
}

/** What the decode steps read but do not change. */
interface StepContext {
  readonly tables: RotaryTables;
  readonly groups: RowGroups;
  /** By group, [kvHeads, Q, T, headDim]. */
  readonly prompt: KeyValues;
  /** int64 [4]: kvHeads, Q, −1 and 0, the shape that slots are given. */
  readonly slotShape: Value;
}

/**
 * Attention of one new position a row, x [B, 1, H], to its prompt and to what the row generated so far.
 *
 * The two parts are kept apart. The prompt's never changes, so the loop does not carry it (carried values are copied whole
 * when they grow), and rows that share a prompt multiply with one copy of its keys and values, by group.
 *
 * @param position int64 [B, 1].
 * @param past What the loop carries, [kvHeads, B, t, headDim].
 */
function step(
  graph: Graph,
  x: Value,
  layer: FullAttention,
  config: QwenConfig,
  { tables, groups, prompt, slotShape }: StepContext,
  position: Value,
  past: KeyValues,
): [y: Value, state: KeyValues] {
  const { heads, kvHeads, headDim } = config;
  const shared = heads / kvHeads;
  const { query, gate, key, value } = projectInputs(graph, x, layer, config, position, tables);
  // Heads first, so that rows and slots are one axis to gather along: [kvHeads, B, queries of the head, headDim].
  const headsFirst = (y: Value, queries: number) => {
    const split = graph.op("Reshape", [y, graph.ints(0, kvHeads, queries, headDim)]);
    return graph.op("Transpose", [split], { perm: { ints: [1, 0, 2, 3] } });
  };
  const toGroups = (y: Value) => {
    const slots = graph.op("Gather", [y, groups.slotRow], { axis: { int: 1 } });
    return graph.op("Reshape", [slots, slotShape]);
  };
  const toRows = (y: Value) => {
    const slots = graph.op("Reshape", [y, graph.ints(kvHeads, -1, shared, 0)]);
    return graph.op("Gather", [slots, groups.rowSlot], { axis: { int: 1 } });
  };
  const append = (before: Value, y: Value) => graph.op("Concat", [before, headsFirst(y, 1)], { axis: { int: 2 } });
  const state = { keys: append(past.keys, key), values: append(past.values, value) };
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

/** The layer under `prefix`, e.g. `model.layers.3.self_attn` (`Qwen3_5Attention`). */
export function fullAttention(parameters: Parameters, prefix: string, config: QwenConfig): Mixer {
  const layer = load(parameters, prefix, config);
  const start = (graph: Graph, { keys, values }: KeyValues, tables: RotaryTables, { groups }: Rows): RowState => {
    const prompt = { keys: byGroup(graph, keys, groups), values: byGroup(graph, values, groups) };
    const sizes = [graph.ints(config.kvHeads), graph.op("Shape", [groups.prompt]), graph.ints(-1, 0)];
    const slotShape = graph.op("Concat", sizes, { axis: { int: 0 } });
    const none = nothing(graph, groups, config);
    return {
      carried: [none, none],
      step(body, x, position, [keys, values]) {
        const past = { keys: keys!, values: values! };
        const [y, now] = step(body, x, layer, config, { tables, groups, prompt, slotShape }, position, past);
        return [y, [now.keys, now.values]];
      },
    };
  };
  return {
    prefill(graph, x, prompts) {
      const [y, state] = prefill(graph, x, layer, config, prompts);
      return [y, { start: (outer, rows) => start(outer, state, prompts.tables, rows) }];
    },
  };
}

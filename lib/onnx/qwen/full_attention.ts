import { cast, type Graph, splitInto, type Value } from "../graph.ts";
import { append, attendByGroup, type KeyValues, nothingYet, promptKeyValues } from "../grouped_attention.ts";
import { rmsNorm } from "../norm.ts";
import type { Parameters } from "../parameters.ts";
import { project, type Projection } from "../projection.ts";
import { type RotaryTables, rotate } from "../rotary.ts";
import type { SequenceModel } from "../sequence_model.ts";
import type { QwenConfig } from "./config.ts";
import type { QwenPrompts } from "./prompts.ts";

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
  const { heads, kvHeads, headDim, rotaryDim, normEpsilon } = config;
  const perHead = graph.op("Reshape", [project(graph, x, layer.query), graph.ints(0, 0, heads, 2 * headDim)]);
  const [query, gate] = splitInto(graph, perHead, [headDim, headDim], 3);
  const key = graph.op("Reshape", [project(graph, x, layer.key), graph.ints(0, 0, kvHeads, headDim)]);
  const packed = (y: Value, count: number) => graph.op("Reshape", [y, graph.ints(0, 0, count * headDim)]);
  const turned = (y: Value, scale: Value, count: number) =>
    rotate(graph, packed(rmsNorm(graph, y, scale, normEpsilon), count), positions, tables, count, rotaryDim);
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
  { tables, count, width }: QwenPrompts,
): [y: Value, state: KeyValues] {
  const { query, gate, key, value } = projectInputs(graph, x, layer, config, graph.ints(0), tables);
  const total = cast(graph, width, "int32");
  const last = graph.op("Expand", [graph.op("Sub", [total, graph.constant("int32", [], [1])]), count]);
  const [mixed, keys, values] = graph.ops(
    "GroupQueryAttention",
    [query, key, value, undefined, undefined, last, total],
    [0, 1, 2],
    {
      num_heads: { int: config.heads },
      kv_num_heads: { int: config.kvHeads },
      scale: { float: config.headDim ** -0.5 },
    },
  );
  return [gatedOutput(graph, mixed, gate, layer), { keys, values }];
}

/** The layer under `prefix`, e.g. `model.layers.3.self_attn` (`Qwen3_5Attention`). */
export function fullAttention(
  parameters: Parameters,
  prefix: string,
  config: QwenConfig,
): SequenceModel<QwenPrompts> {
  const layer = load(parameters, prefix, config);
  return {
    prefill(graph, x, prompts) {
      const [y, left] = prefill(graph, x, layer, config, prompts);
      return [y, {
        start(outer, rows) {
          const prompt = promptKeyValues(outer, left, rows, config);
          const none = { start: nothingYet(outer, rows, config), type: outer.precision };
          return {
            carried: [none, none],
            step(body, x, at, [keys, values]) {
              const { query, gate, key, value } = projectInputs(body, x, layer, config, at.position, prompts.tables);
              const own = append(body, { keys: keys!, values: values! }, key, value, at, config);
              const mixed = attendByGroup(body, query, prompt, own, {
                at,
                shape: config,
                scale: config.headDim ** -0.5,
              });
              return [gatedOutput(body, mixed, gate, layer), [own.keys, own.values]];
            },
          };
        },
      }];
    },
  };
}

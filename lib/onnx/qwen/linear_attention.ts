import { silu } from "../activation.ts";
import { gatherRows, type Graph, narrow, splitInto, type Value, widen } from "../graph.ts";
import { headNorm, l2Norm } from "../norm.ts";
import type { Parameters } from "../parameters.ts";
import { project, type Projection } from "../projection.ts";
import type { SequenceModel } from "../sequence_model.ts";
import { type CausalConv, causalConv, type ConvInputs, padInputs } from "./causal_conv.ts";
import type { QwenConfig } from "./config.ts";
import type { QwenPrompts } from "./prompts.ts";

/** Parameters of a gated delta layer (`Qwen3_5GatedDeltaNet`). */
interface LinearAttention {
  readonly qkv: Projection;
  readonly z: Projection;
  readonly b: Projection;
  readonly a: Projection;
  readonly output: Projection;
  readonly conv: CausalConv;
  /** float32 [valueHeads] */
  readonly dtBias: Value;
  /** −exp(A_log), float32 [valueHeads]. */
  readonly decayScale: Value;
  /** Scale of the norm of what was mixed, [valueDim]. */
  readonly norm: (graph: Graph, mixed: Value, gate: Value) => Value;
}

/** What prompts leave: every input of the convolution, and the state after the last real token. */
interface LinearPrefill {
  readonly convInputs: ConvInputs;
  /** float32 [P, valueHeads, keyDim, valueDim] */
  readonly recurrent: Value;
}

/** ε of the query's and the key's L2 norm, fixed in the model's code. */
const L2_EPSILON = 1e-6;

/** Channels of the convolution: queries, keys and values side by side. */
function channelsOf(config: QwenConfig): number {
  return 2 * config.linearKeyHeads * config.linearKeyDim + config.linearValueHeads * config.linearValueDim;
}

/**
 * The gated norm norm(mixed) · silu(gate) of each value head: mixed float32 and gate [B, T, valueHeads · valueDim] → the same
 * shape, in float32 inside as in `Qwen3_5RMSNormGated`.
 */
function gatedNorm(graph: Graph, parameters: Parameters, name: string, config: QwenConfig): LinearAttention["norm"] {
  const { linearValueHeads, linearValueDim, normEpsilon } = config;
  if (graph.device === "cuda") {
    const scale = parameters.tensor(name, [linearValueDim]);
    return (graph, mixed, gate) =>
      graph.op("GatedRMSNorm", [narrow(graph, mixed), scale, gate], { epsilon: { float: normEpsilon } });
  }
  // A CPU takes ten times as long for that operator as for these.
  const scale = parameters.tensor(name, [linearValueDim], "float32");
  return (graph, mixed, gate) => {
    const normed = headNorm(graph, mixed, scale, linearValueHeads, linearValueDim, normEpsilon);
    return narrow(graph, graph.op("Mul", [normed, silu(graph, widen(graph, gate))]));
  };
}

function load(graph: Graph, parameters: Parameters, prefix: string, config: QwenConfig): LinearAttention {
  const { hidden, linearValueHeads, linearValueDim, convKernel } = config;
  const width = linearValueHeads * linearValueDim;
  const channels = channelsOf(config);
  const aLog = parameters.tensor(`${prefix}.A_log`, [linearValueHeads], "float32");
  return {
    qkv: parameters.projection(`${prefix}.in_proj_qkv`, channels, hidden),
    z: parameters.projection(`${prefix}.in_proj_z`, width, hidden),
    b: parameters.projection(`${prefix}.in_proj_b`, linearValueHeads, hidden),
    a: parameters.projection(`${prefix}.in_proj_a`, linearValueHeads, hidden),
    output: parameters.projection(`${prefix}.out_proj`, hidden, width),
    conv: causalConv(graph, parameters, `${prefix}.conv1d`, convKernel, channels),
    dtBias: parameters.tensor(`${prefix}.dt_bias`, [linearValueHeads], "float32"),
    decayScale: graph.op("Neg", [graph.op("Exp", [aLog])]),
    norm: gatedNorm(graph, parameters, `${prefix}.norm.weight`, config),
  };
}

/**
 * From the convolution's output on: the recurrence, which sums over all positions, in float32 as in `Qwen3_5GatedDeltaNet`,
 * the gated norm and the output projection.
 */
function recur(
  graph: Graph,
  x: Value,
  convolved: Value,
  layer: LinearAttention,
  config: QwenConfig,
  past: Value | undefined,
  mask: Value | undefined,
): [y: Value, recurrent: Value] {
  const { linearKeyHeads, linearKeyDim, linearValueHeads, linearValueDim } = config;
  const keyWidth = linearKeyHeads * linearKeyDim;
  const widths = [2 * keyWidth, linearValueHeads * linearValueDim] as const;
  const [queriesAndKeys, value] = splitInto(graph, widen(graph, convolved), widths, 2);
  const normalized = l2Norm(graph, queriesAndKeys, 2 * linearKeyHeads, linearKeyDim, L2_EPSILON);
  const [query, key] = splitInto(graph, normalized, [keyWidth, keyWidth], 2);
  const gates = graph.ops(
    "LinearAttentionGate",
    [
      widen(graph, project(graph, x, layer.a)),
      layer.dtBias,
      layer.decayScale,
      widen(graph, project(graph, x, layer.b)),
    ],
    [0, 1],
  );
  // Without decay and without update a position leaves the state as it is, to the bit.
  const [decay, beta] = mask ? gates.map((gate) => graph.op("Mul", [gate, mask])) : gates;
  const [mixed, recurrent] = graph.ops("LinearAttention", [query, key, value, past, decay, beta], [0, 1], {
    q_num_heads: { int: linearKeyHeads },
    kv_num_heads: { int: linearValueHeads },
    update_rule: { string: "gated_delta" },
    scale: { float: linearKeyDim ** -0.5 },
  });
  const gated = layer.norm(graph, mixed, project(graph, x, layer.z));
  return [project(graph, gated, layer.output), recurrent];
}

/** The layer over whole prompts, x [P, T, H], padded on the right where the prompts' mask is 0. */
function prefill(
  graph: Graph,
  x: Value,
  layer: LinearAttention,
  config: QwenConfig,
  prompts: QwenPrompts,
): [y: Value, left: LinearPrefill] {
  const inputs = project(graph, x, layer.qkv);
  const convInputs = padInputs(graph, inputs, prompts, config.convKernel, channelsOf(config));
  const convolved = layer.conv.prefill(graph, inputs, convInputs);
  const [y, recurrent] = recur(graph, x, convolved, layer, config, undefined, prompts.mask);
  return [y, { convInputs, recurrent }];
}

/** The layer under `prefix`, e.g. `model.layers.0.linear_attn` (`Qwen3_5GatedDeltaNet`). */
export function linearAttention(
  graph: Graph,
  parameters: Parameters,
  prefix: string,
  config: QwenConfig,
): SequenceModel<QwenPrompts> {
  const layer = load(graph, parameters, prefix, config);
  return {
    prefill(main, x, prompts) {
      const [y, left] = prefill(main, x, layer, config, prompts);
      return [y, {
        start(outer, rows) {
          const inputs = layer.conv.start(outer, left.convInputs, rows);
          const recurrent = gatherRows(outer, left.recurrent, rows.promptOf);
          return {
            carried: [
              ...inputs.map((start) => ({ start, type: outer.precision })),
              { start: recurrent, type: "float32" },
            ],
            // One new position a row, x [B, 1, H].
            step(body, x, _at, past) {
              const input = project(body, x, layer.qkv);
              const [convolved, after] = layer.conv.step(body, input, past.slice(0, -1));
              const [y, recurrent] = recur(body, x, convolved, layer, config, past.at(-1), undefined);
              return [y, [...after, recurrent]];
            },
          };
        },
      }];
    },
  };
}

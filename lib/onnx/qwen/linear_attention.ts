import { silu } from "../activation.ts";
import { gatherRows, type Graph, narrow, type Value, widen } from "../graph.ts";
import { headNorm, l2Norm } from "../norm.ts";
import type { Parameters } from "../parameters.ts";
import { project, type Projection } from "../projection.ts";
import type { Carried, Rows, SequenceModel } from "../sequence_model.ts";
import type { QwenConfig } from "./config.ts";
import type { QwenPrompts } from "./prompts.ts";

/** Parameters of a gated delta layer (`Qwen3_5GatedDeltaNet`). */
interface LinearAttention {
  readonly qkv: Projection;
  readonly z: Projection;
  readonly b: Projection;
  readonly a: Projection;
  readonly output: Projection;
  /** Depthwise kernel: K weights of every channel, [channels] each, the oldest input's first. */
  readonly taps: readonly Value[];
  /** float32 [valueHeads] */
  readonly dtBias: Value;
  /** −exp(A_log), float32 [valueHeads]. */
  readonly decayScale: Value;
  /** float32 [valueDim] */
  readonly norm: Value;
}

/** What a row remembers. */
interface LinearState {
  /** The convolution's last K − 1 inputs, [B, 1, channels] each, the oldest first. */
  readonly inputs: readonly Value[];
  /** float32 [B, valueHeads, keyDim, valueDim] */
  readonly recurrent: Value;
}

/** What prompts leave: every input of the convolution, and the state after the last real token. */
interface LinearPrefill {
  /** [P, K − 1 + T, channels]: K − 1 zeros, then the inputs. */
  readonly convInputs: Value;
  /** [P, valueHeads, keyDim, valueDim] */
  readonly recurrent: Value;
}

/** ε of the query's and the key's L2 norm, fixed in the model's code. */
const L2_EPSILON = 1e-6;

/** Channels of the convolution: queries, keys and values side by side. */
function channelsOf(config: QwenConfig): number {
  return 2 * config.linearKeyHeads * config.linearKeyDim + config.linearValueHeads * config.linearValueDim;
}

function load(graph: Graph, parameters: Parameters, prefix: string, config: QwenConfig): LinearAttention {
  const { hidden, linearValueHeads, linearValueDim, convKernel } = config;
  const width = linearValueHeads * linearValueDim;
  const channels = channelsOf(config);
  const aLog = parameters.tensor(`${prefix}.A_log`, [linearValueHeads], "float32");
  const kernel = parameters.tensor(`${prefix}.conv1d.weight`, [channels, 1, convKernel]);
  const columns = [...Array(convKernel).keys()];
  return {
    qkv: parameters.projection(`${prefix}.in_proj_qkv`, channels, hidden),
    z: parameters.projection(`${prefix}.in_proj_z`, width, hidden),
    b: parameters.projection(`${prefix}.in_proj_b`, linearValueHeads, hidden),
    a: parameters.projection(`${prefix}.in_proj_a`, linearValueHeads, hidden),
    output: parameters.projection(`${prefix}.out_proj`, hidden, width),
    taps: graph.ops("Split", [kernel, graph.ints(...columns.map(() => 1))], columns, { axis: { int: 2 } })
      .map((column) => graph.op("Reshape", [column, graph.ints(channels)])),
    dtBias: parameters.tensor(`${prefix}.dt_bias`, [linearValueHeads], "float32"),
    decayScale: graph.op("Neg", [graph.op("Exp", [aLog])]),
    norm: parameters.tensor(`${prefix}.norm.weight`, [linearValueDim], "float32"),
  };
}

/**
 * silu(Σ taps[k] · inputs[k]) for inputs [B, T, channels], each one position later than the one before.
 *
 * ONNX Runtime has this as one operator, CausalConvWithState; on a CPU that takes five times as long.
 */
function convolve(graph: Graph, inputs: readonly Value[], taps: readonly Value[]): Value {
  return silu(graph, graph.op("Sum", inputs.map((input, k) => graph.op("Mul", [input, taps[k]!]))));
}

/**
 * From the convolution's output on: the recurrence, which sums over all positions, and the gated norm, both in float32 as
 * in `Qwen3_5GatedDeltaNet`, and the output projection.
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
  const { linearKeyHeads, linearKeyDim, linearValueHeads, linearValueDim, normEpsilon } = config;
  const keyWidth = linearKeyHeads * linearKeyDim;
  const [queriesAndKeys, value] = graph.ops(
    "Split",
    [widen(graph, convolved), graph.ints(2 * keyWidth, linearValueHeads * linearValueDim)],
    [0, 1],
    { axis: { int: 2 } },
  );
  const normalized = l2Norm(graph, queriesAndKeys, 2 * linearKeyHeads, linearKeyDim, L2_EPSILON);
  const [query, key] = graph.ops("Split", [normalized, graph.ints(keyWidth, keyWidth)], [0, 1], { axis: { int: 2 } });
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
  // The operator for this, GatedRMSNorm, takes ten times as long on a CPU.
  const normed = headNorm(graph, mixed, layer.norm, linearValueHeads, linearValueDim, normEpsilon);
  const gated = graph.op("Mul", [normed, silu(graph, widen(graph, project(graph, x, layer.z)))]);
  return [project(graph, narrow(graph, gated), layer.output), recurrent];
}

/** The layer over whole prompts, x [P, T, H], padded on the right where the prompts' mask is 0. */
function prefill(
  graph: Graph,
  x: Value,
  layer: LinearAttention,
  config: QwenConfig,
  { count, mask }: QwenPrompts,
): [y: Value, left: LinearPrefill] {
  const inputs = project(graph, x, layer.qkv);
  const before = config.convKernel - 1;
  // CUDA has no Pad for bfloat16.
  const sizes = graph.op("Concat", [count, graph.ints(before, channelsOf(config))], { axis: { int: 0 } });
  const zeros = narrow(graph, graph.op("ConstantOfShape", [sizes]));
  const convInputs = graph.op("Concat", [zeros, inputs], { axis: { int: 1 } });
  const shifted = layer.taps.map((_, k) => {
    // Of K − 1 + T positions, T from the k-th on.
    const end = k === before ? Number.MAX_SAFE_INTEGER : k - before;
    return graph.op("Slice", [convInputs, graph.ints(k), graph.ints(end), graph.ints(1)]);
  });
  const convolved = convolve(graph, shifted, layer.taps);
  const [y, recurrent] = recur(graph, x, convolved, layer, config, undefined, mask);
  return [y, { convInputs, recurrent }];
}

/** The state that each row starts from: its prompt's, at the end of the prompt. */
function start(
  graph: Graph,
  { convInputs, recurrent }: LinearPrefill,
  config: QwenConfig,
  { promptOf, length }: Rows,
): LinearState {
  const stride = graph.op("Shape", [convInputs], { start: { int: 1 }, end: { int: 2 } });
  const flat = graph.op("Reshape", [convInputs, graph.ints(-1, 1, channelsOf(config))]);
  // Inputs length − K + 1 … length − 1 lie K − 1 further on, behind the zeros that stand for what is before the prompt.
  const oldest = graph.op("Add", [graph.op("Mul", [promptOf, stride]), length]);
  return {
    inputs: Array.from({ length: config.convKernel - 1 }, (_, k) => {
      const places = graph.op("Add", [oldest, graph.ints(k)]);
      return gatherRows(graph, flat, places);
    }),
    recurrent: gatherRows(graph, recurrent, promptOf),
  };
}

/** The layer for one new position a row, x [B, 1, H]. */
function step(
  graph: Graph,
  x: Value,
  layer: LinearAttention,
  config: QwenConfig,
  past: LinearState,
): [y: Value, state: LinearState] {
  const inputs = [...past.inputs, project(graph, x, layer.qkv)];
  const convolved = convolve(graph, inputs, layer.taps);
  const [y, recurrent] = recur(graph, x, convolved, layer, config, past.recurrent, undefined);
  return [y, { inputs: inputs.slice(1), recurrent }];
}

/** The layer under `prefix`, e.g. `model.layers.0.linear_attn` (`Qwen3_5GatedDeltaNet`). */
export function linearAttention(
  graph: Graph,
  parameters: Parameters,
  prefix: string,
  config: QwenConfig,
): SequenceModel<QwenPrompts> {
  const layer = load(graph, parameters, prefix, config);
  const list = ({ inputs, recurrent }: LinearState): Value[] => [...inputs, recurrent];
  const carried = ({ inputs, recurrent }: LinearState, { precision }: Graph): Carried[] => [
    ...inputs.map((start) => ({ start, type: precision })),
    { start: recurrent, type: "float32" },
  ];
  return {
    prefill(main, x, prompts) {
      const [y, left] = prefill(main, x, layer, config, prompts);
      return [y, {
        start: (outer, rows) => ({
          carried: carried(start(outer, left, config, rows), outer),
          step(body, x, _position, now) {
            const past = { inputs: now.slice(0, -1), recurrent: now.at(-1)! };
            const [y, after] = step(body, x, layer, config, past);
            return [y, list(after)];
          },
        }),
      }];
    },
  };
}

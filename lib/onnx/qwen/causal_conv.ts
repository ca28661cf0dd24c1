import { silu } from "../activation.ts";
import { axisSize, gatherRows, type Graph, narrow, slice, type Value } from "../graph.ts";
import type { Parameters } from "../parameters.ts";
import type { Rows } from "../sequence_model.ts";
import type { QwenPrompts } from "./prompts.ts";

/** What prompts leave to the convolution: [P, K − 1 + T, channels], K − 1 zeros and then its inputs. */
export type ConvInputs = Value;

/**
 * silu of a depthwise causal convolution with a kernel of K taps: every channel's output is of its own last K inputs, zeros
 * before the first.
 */
export interface CausalConv {
  /** Over whole prompts: inputs [P, T, channels], `padded` with K − 1 zeros before them. */
  prefill(graph: Graph, inputs: Value, padded: ConvInputs): Value;
  /** The last K − 1 inputs of each row's prompt, which is what it carries, as one or more values. */
  start(graph: Graph, left: ConvInputs, rows: Rows): Value[];
  /** Over one more input a row, [B, 1, channels]. */
  step(graph: Graph, input: Value, carried: readonly Value[]): [y: Value, carried: Value[]];
}

/** Inputs with K − 1 zeros before them. */
export function padInputs(graph: Graph, inputs: Value, { count }: QwenPrompts, taps: number, channels: number): Value {
  // CUDA has no Pad for bfloat16.
  const sizes = graph.op("Concat", [count, graph.ints(taps - 1, channels)], { axis: { int: 0 } });
  const zeros = narrow(graph, graph.op("ConstantOfShape", [sizes]));
  return graph.op("Concat", [zeros, inputs], { axis: { int: 1 } });
}

/**
 * Where rows find their last K − 1 inputs: all prompts' padded inputs as one table [P · (K − 1 + T), channels], and each
 * row's oldest place in it, int64 [B].
 */
function lastInputs(graph: Graph, left: ConvInputs, { promptOf, length }: Rows, channels: number) {
  const stride = axisSize(graph, left, 1);
  // Inputs length − K + 1 … length − 1 lie K − 1 further on, behind the zeros that stand for what is before the prompt.
  return {
    table: (width: readonly number[]) => graph.op("Reshape", [left, graph.ints(-1, ...width, channels)]),
    oldest: graph.op("Add", [graph.op("Mul", [promptOf, stride]), length]),
  };
}

/** Of plain operators, one a tap: a CPU has no faster ones. */
function separateConv(graph: Graph, kernel: Value, taps: number, channels: number): CausalConv {
  const columns = [...Array(taps).keys()];
  const weights = graph.ops("Split", [kernel, graph.ints(...columns.map(() => 1))], columns, { axis: { int: 2 } })
    .map((column) => graph.op("Reshape", [column, graph.ints(channels)]));
  const convolve = (graph: Graph, inputs: readonly Value[]) =>
    silu(graph, graph.op("Sum", inputs.map((input, k) => graph.op("Mul", [input, weights[k]!]))));
  return {
    prefill(graph, _inputs, padded) {
      const shifted = columns.map((k) => {
        // Of K − 1 + T positions, T from the k-th on.
        const end = k === taps - 1 ? Number.MAX_SAFE_INTEGER : k - taps + 1;
        return slice(graph, padded, graph.ints(k), graph.ints(end), 1);
      });
      return convolve(graph, shifted);
    },
    start(graph, left, rows) {
      const { table, oldest } = lastInputs(graph, left, rows, channels);
      const flat = table([1]);
      return Array.from(
        { length: taps - 1 },
        (_, k) => gatherRows(graph, flat, graph.op("Add", [oldest, graph.ints(k)])),
      );
    },
    step(graph, input, carried) {
      const inputs = [...carried, input];
      return [convolve(graph, inputs), inputs.slice(1)];
    },
  };
}

/** Of ONNX Runtime's own operator, which on a GPU is one kernel that sums in float32; a CPU takes five times as long. */
function fusedConv(kernel: Value, taps: number, channels: number): CausalConv {
  const attributes = { activation: { string: "silu" }, channels_last: { int: 1 } } as const;
  return {
    // Its state at the end is that of the padding: rows take theirs from where their prompts end.
    prefill: (graph, inputs) => graph.ops("CausalConvWithState", [inputs, kernel], [0, 1], attributes)[0],
    start(graph, left, rows) {
      const { table, oldest } = lastInputs(graph, left, rows, channels);
      const offsets = graph.ints(...Array(taps - 1).keys());
      const places = graph.op("Add", [graph.op("Unsqueeze", [oldest, graph.ints(1)]), offsets]);
      return [gatherRows(graph, table([]), places)];
    },
    step(graph, input, [past]) {
      const [y, present] = graph.ops("CausalConvWithState", [input, kernel, undefined, past], [0, 1], attributes);
      return [y, [present]];
    },
  };
}

/**
 * The convolution of the module `name`, e.g. `model.layers.0.linear_attn.conv1d`, by what the graph's device is fast at.
 *
 * @throws {ModelError} If the checkpoint lacks its kernel or has it in another shape.
 */
export function causalConv(
  graph: Graph,
  parameters: Parameters,
  name: string,
  taps: number,
  channels: number,
): CausalConv {
  const kernel = parameters.tensor(`${name}.weight`, [channels, 1, taps]);
  return graph.device === "cuda" ? fusedConv(kernel, taps, channels) : separateConv(graph, kernel, taps, channels);
}

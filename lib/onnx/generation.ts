import type { QwenConfig } from "./config.ts";
import { decode, type Decoder, loadDecoder } from "./decoder.ts";
import {
  decodeFullAttention,
  type KeyValues,
  prefillFullAttention,
  type RowGroups,
  startKeyValues,
} from "./full_attention.ts";
import { Graph, type Value } from "./graph.ts";
import {
  decodeLinearAttention,
  type LinearPrefill,
  type LinearState,
  prefillLinearAttention,
  startLinearState,
} from "./linear_attention.ts";
import type { LoraInput, LoraSpec } from "./lora.ts";
import { Parameters } from "./parameters.ts";
import type { ModelProto } from "./proto.ts";
import { timesTransposed } from "./projection.ts";
import { type RotaryTables, rotaryTables } from "./rotary.ts";
import { type Draw, sample } from "./sampler.ts";
import type { Weights } from "./weights.ts";

/** What the graph is emitted for. */
export interface GenerationOptions {
  /** Token ids that end a reply. */
  readonly stopTokens: readonly number[];
  /** Makes A and B of this adapter inputs. */
  readonly lora?: LoraSpec;
  /** Adds the outputs `first_logits` [B, V] and `logits` [t, B, V], before the temperature. For tests. */
  readonly logits?: boolean;
}

/**
 * A model that generates a batch of replies in one run.
 *
 * Inputs: `prompts` int32 [P, T], padded on the right; `lengths` int32 [P]; `prompt_of` int32 [B]; the rows' groups, see
 * {@linkcode RowGroups}: `group_prompt` int32 [Q], `slot_row` int32 [Q · W] and `row_slot` int32 [B]; `uniforms` float32
 * [B, N]; `forced` int32 [B, N], −1 where the token is sampled; `temperature` float32 []; and the adapter's matrices.
 *
 * Outputs, B rows wide: `first_token` int32 [B, 1] and `first_log_prob` float32 [B, 1]; `tokens` [t, B, 1] and
 * `log_probs` [t, B, 1] of the steps after it. t is below N when every row has met a stop token before; what a row says
 * after its stop token means nothing.
 */
export interface GenerationModel {
  readonly model: ModelProto;
  readonly loraInputs: readonly LoraInput[];
}

/** Float that no score survives being added to, and that is finite so that nothing becomes NaN. */
const MASKED = -1e30;

/** State of a layer after prefill, as the loop starts from it; rows × the layer's own shape. */
type StartState =
  | { readonly type: "full_attention"; readonly prompt: KeyValues; readonly generated: KeyValues }
  | { readonly type: "linear_attention"; readonly state: LinearState };

/** What prefill leaves behind: logits [P, V] of the first new token, and each layer's state by prompt. */
interface Prefill {
  readonly logits: Value;
  readonly layers: readonly (
    | { readonly type: "full_attention"; readonly state: KeyValues }
    | { readonly type: "linear_attention"; readonly state: LinearPrefill }
  )[];
}

/** Sizes as the CPU reads them, from the shapes of inputs: no number is fetched from a device. */
function axisSize(graph: Graph, x: Value, axis: number, to: "int32" | "int64"): Value {
  const size = graph.op("Squeeze", [graph.op("Shape", [x], { start: { int: axis }, end: { int: axis + 1 } })]);
  return to === "int64" ? size : graph.op("Cast", [size], { to: { int: 6 } });
}

const gatherRows = (graph: Graph, x: Value, rows: Value) => graph.op("Gather", [x, rows], { axis: { int: 0 } });

/** 0, 1, … , size − 1 as int64 [size]. */
function range(graph: Graph, size: Value): Value {
  return graph.op("Range", [graph.constant("int64", [], [0]), size, graph.constant("int64", [], [1])]);
}

function prefill(
  graph: Graph,
  prompts: Value,
  lengths: Value,
  decoder: Decoder,
  config: QwenConfig,
  tables: RotaryTables,
): Prefill {
  const places = range(graph, axisSize(graph, prompts, 1, "int64"));
  const real = graph.op("Less", [places, graph.op("Unsqueeze", [lengths, graph.ints(1)])]);
  const mask = graph.op("Unsqueeze", [graph.op("Cast", [real], { to: { int: 1 } }), graph.ints(2)]);
  const size = {
    prompts: graph.op("Shape", [prompts], { end: { int: 1 } }),
    length: axisSize(graph, prompts, 1, "int32"),
  };
  const layers: Prefill["layers"][number][] = [];
  const hidden = decode(graph, prompts, decoder, config, (x, { type, layer }) => {
    if (type === "full_attention") {
      const [y, state] = prefillFullAttention(graph, x, layer, config, tables, size);
      layers.push({ type, state });
      return y;
    }
    const [y, state] = prefillLinearAttention(graph, x, layer, config, mask);
    layers.push({ type, state });
    return y;
  });
  const lastPlaces = graph.op("Unsqueeze", [
    graph.op("Sub", [lengths, graph.constant("int64", [], [1])]),
    graph.ints(1),
  ]);
  const last = graph.op("GatherND", [hidden, lastPlaces], { batch_dims: { int: 1 } });
  return { logits: timesTransposed(graph, last, decoder.head), layers };
}

/** The state that the loop starts from, row by row; keys and values of the prompts stay shared. */
function startStates(
  graph: Graph,
  layers: Prefill["layers"],
  config: QwenConfig,
  promptOf: Value,
  length: Value,
  groups: RowGroups,
): StartState[] {
  return layers.map((layer) =>
    layer.type === "linear_attention"
      ? { type: layer.type, state: startLinearState(graph, layer.state, config, promptOf, length) }
      : { type: layer.type, ...startKeyValues(graph, layer.state, config, groups) }
  );
}

/** The rows' groups, from the inputs that name them. */
function rowGroups(
  graph: Graph,
  inputs: Pick<RowGroups, "prompt" | "slotRow" | "rowSlot">,
  lengths: Value,
  width: Value,
  { kvHeads }: QwenConfig,
): RowGroups {
  const real = graph.op("Less", [
    range(graph, width),
    graph.op("Unsqueeze", [gatherRows(graph, lengths, inputs.prompt), graph.ints(1)]),
  ]);
  const bias = graph.op("Where", [real, graph.float(0), graph.float(MASKED)]);
  const count = graph.op("Shape", [inputs.prompt]);
  return {
    ...inputs,
    bias: graph.op("Unsqueeze", [bias, graph.ints(0, 2)]),
    shape: graph.op("Concat", [graph.ints(kvHeads), count, graph.ints(-1, 0)], { axis: { int: 0 } }),
  };
}

/** int32 [B, 1]: 1 where the token ends a reply. */
function isStop(graph: Graph, token: Value, stopTokens: readonly number[]): Value {
  if (stopTokens.length === 0) return isStop(graph, token, [-1]); // no token's id
  const stops = graph.constant("int32", [1, stopTokens.length], stopTokens);
  const equal = graph.op("Cast", [graph.op("Equal", [token, stops])], { to: { int: 6 } });
  return stopTokens.length === 1 ? equal : graph.op("ReduceMax", [equal, graph.ints(1)], { keepdims: { int: 1 } });
}

/** Boolean scalar: whether a row still speaks. */
function someGoOn(graph: Graph, stopped: Value): Value {
  const all = graph.op("ReduceMin", [stopped], { keepdims: { int: 0 } });
  return graph.op("Less", [all, graph.constant("int32", [], [1])]);
}

/** What the loop carries of a layer. */
function carriedOf(start: StartState): Value[] {
  return start.type === "full_attention"
    ? [start.generated.keys, start.generated.values]
    : [...start.state.inputs, start.state.recurrent];
}

/** What the loop's body reads but does not change. */
interface LoopContext {
  readonly decoder: Decoder;
  readonly config: QwenConfig;
  readonly tables: RotaryTables;
  readonly states: readonly StartState[];
  readonly groups: RowGroups;
  /** The draw of a step, given its index among all N. */
  readonly draw: (graph: Graph, step: Value) => Draw;
  readonly options: GenerationOptions;
}

/** One step: the layers on the last token, and the next one sampled. Inputs and outputs as ONNX's Loop has them. */
function stepBody(outer: Graph, context: LoopContext): Graph {
  const { decoder, config, tables, states, groups, draw, options } = context;
  const body = new Graph("step", outer);
  const iteration = body.parameter("iteration", "int64", []);
  body.parameter("go_on", "bool", []);
  const token = body.parameter("token", "int32", ["B", 1]);
  const stopped = body.parameter("stopped", "int32", ["B", 1]);
  const position = body.parameter("position", "int64", ["B", 1]);
  const past = states.map((start) => carriedOf(start).map(() => body.parameter("state", "float32")));
  const next: Value[] = [];
  const hidden = decode(body, token, decoder, config, (x, mixer, index) => {
    const carried = past[index]!;
    const start = states[index]!;
    if (mixer.type === "full_attention" && start.type === "full_attention") {
      const [y, { keys, values }] = decodeFullAttention(
        body,
        x,
        mixer.layer,
        config,
        tables,
        position,
        groups,
        start.prompt,
        { keys: carried[0]!, values: carried[1]! },
      );
      next.push(keys, values);
      return y;
    }
    if (mixer.type !== "linear_attention") throw new Error(`Layer ${index} and its state are of two types`);
    const [y, state] = decodeLinearAttention(body, x, mixer.layer, config, {
      inputs: carried.slice(0, -1),
      recurrent: carried.at(-1)!,
    });
    next.push(...state.inputs, state.recurrent);
    return y;
  });
  const logits = timesTransposed(body, body.op("Squeeze", [hidden, body.ints(1)]), decoder.head);
  const step = body.op("Add", [iteration, body.constant("int64", [], [1])]);
  const { token: sampled, logProb } = sample(body, logits, draw(body, step), config.vocabulary);
  const nowStopped = body.op("Max", [stopped, isStop(body, sampled, options.stopTokens)]);
  body.result(someGoOn(body, nowStopped), "bool", []);
  body.result(sampled, "int32", ["B", 1]);
  body.result(nowStopped, "int32", ["B", 1]);
  body.result(body.op("Add", [position, body.constant("int64", [], [1])]), "int64", ["B", 1]);
  for (const state of next) body.result(state, "float32");
  body.output(`${sampled.name}_said`, sampled, "int32", ["B", 1]);
  body.result(logProb, "float32", ["B", 1]);
  if (options.logits) body.result(logits, "float32", ["B", config.vocabulary]);
  return body;
}

/**
 * Emits the model: prefill once a distinct prompt, every row's state gathered from its prompt's, the first token, and a
 * loop of decode steps that ends when every row has stopped.
 *
 * @throws {ModelError} If the checkpoint does not fit the config.
 */
export function emitGeneration(config: QwenConfig, weights: Weights, options: GenerationOptions): GenerationModel {
  const graph = new Graph("generation");
  const prompts = graph.input("prompts", "int32", ["P", "T"]);
  const int64 = (x: Value) => graph.op("Cast", [x], { to: { int: 7 } });
  const lengths = int64(graph.input("lengths", "int32", ["P"]));
  const promptOf = int64(graph.input("prompt_of", "int32", ["B"]));
  const grouping = {
    prompt: int64(graph.input("group_prompt", "int32", ["Q"])),
    slotRow: int64(graph.input("slot_row", "int32", ["S"])),
    rowSlot: int64(graph.input("row_slot", "int32", ["B"])),
  };
  const uniforms = graph.input("uniforms", "float32", ["B", "N"]);
  const forced = graph.input("forced", "int32", ["B", "N"]);
  const temperature = graph.input("temperature", "float32", []);

  const parameters = new Parameters(graph, weights, options.lora);
  const decoder = loadDecoder(graph, parameters, config);
  const promptWidth = axisSize(graph, prompts, 1, "int64");
  const steps = axisSize(graph, uniforms, 1, "int64");
  const tables = rotaryTables(graph, config, graph.op("Add", [promptWidth, steps]));

  const { logits: promptLogits, layers } = prefill(graph, prompts, lengths, decoder, config, tables);
  const rowLength = gatherRows(graph, lengths, promptOf);
  const groups = rowGroups(graph, grouping, lengths, promptWidth, config);
  const states = startStates(graph, layers, config, promptOf, rowLength, groups);

  // By step, so that the loop reads a row of memory.
  const byStep = (x: Value) =>
    graph.op("Unsqueeze", [graph.op("Transpose", [x], { perm: { ints: [1, 0] } }), graph.ints(2)]);
  const [uniformsByStep, forcedByStep] = [byStep(uniforms), byStep(forced)];
  const draw = (where: Graph, step: Value): Draw => ({
    uniform: gatherRows(where, uniformsByStep, step),
    forced: gatherRows(where, forcedByStep, step),
    temperature,
  });
  const logits = gatherRows(graph, promptLogits, promptOf);
  const first = sample(graph, logits, draw(graph, graph.constant("int64", [], [0])), config.vocabulary);
  const stopped = isStop(graph, first.token, options.stopTokens);

  const position = graph.op("Unsqueeze", [rowLength, graph.ints(1)]);
  const body = stepBody(graph, { decoder, config, tables, states, groups, draw, options });
  const start = [first.token, stopped, position, ...states.flatMap(carriedOf)];
  const trips = graph.op("Sub", [steps, graph.constant("int64", [], [1])]);
  // The runtime crashes on a loop whose carried values are left out of its outputs, so all are named.
  const places = Array.from({ length: start.length + (options.logits ? 3 : 2) }, (_, place) => place);
  const outputs = graph.ops("Loop", [trips, someGoOn(graph, stopped), ...start], places, { body: { graph: body } })
    .slice(start.length);

  graph.output("first_token", first.token, "int32", ["B", 1]);
  graph.output("first_log_prob", first.logProb, "float32", ["B", 1]);
  if (options.logits) graph.output("first_logits", logits, "float32", ["B", config.vocabulary]);
  graph.output("tokens", outputs[0]!, "int32", ["t", "B", 1]);
  graph.output("log_probs", outputs[1]!, "float32", ["t", "B", 1]);
  if (options.logits) graph.output("logits", outputs[2]!, "float32", ["t", "B", config.vocabulary]);
  return { model: graph.toModel(), loraInputs: parameters.loraInputs };
}

import type { ModelConfig } from "./config.ts";
import { axisSize, cast, gatherRows, Graph, type GraphDevice, type Precision, type Value } from "./graph.ts";
import { loadLanguageModel } from "./load_language_model.ts";
import type { LoraInput, LoraSpec } from "./lora.ts";
import { Parameters } from "./parameters.ts";
import { prefill } from "./prefill.ts";
import type { ModelProto } from "./proto.ts";
import { rowColumns } from "./row_columns.ts";
import { type Draw, sample } from "./sampler.ts";
import { isStop, someGoOn, stepBody } from "./step.ts";
import type { Weights } from "./weights.ts";

/** What the graph is emitted for. */
export interface GenerationOptions {
  /** Token ids that end a reply. */
  readonly stopTokens: readonly number[];
  /** Makes A and B of this adapter inputs. */
  readonly lora?: LoraSpec;
  /**
   * Type of weights, activations and caches; float32 if left out. Positions, norms, the state of linear attention and
   * sampling are float32 whatever it is.
   */
  readonly precision?: Precision;
  /** Where it is meant to run; `cpu` if left out. */
  readonly device?: GraphDevice;
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
 * `log_probs` [t, B, 1] of the steps after it. t is below N − 1 when every row has met a stop token before; what a row
 * says after its stop token means nothing.
 */
export interface GenerationModel {
  readonly model: ModelProto;
  readonly loraInputs: readonly LoraInput[];
}

/** The graph's inputs but for the adapter, indices as int64. */
function declareInputs(graph: Graph) {
  const indices = (name: string, size: string) => cast(graph, graph.input(name, "int32", [size]), "int64");
  return {
    prompts: graph.input("prompts", "int32", ["P", "T"]),
    lengths: indices("lengths", "P"),
    promptOf: indices("prompt_of", "B"),
    groups: {
      prompt: indices("group_prompt", "Q"),
      slotRow: indices("slot_row", "S"),
      rowSlot: indices("row_slot", "B"),
    },
    uniforms: graph.input("uniforms", "float32", ["B", "N"]),
    forced: graph.input("forced", "int32", ["B", "N"]),
    temperature: graph.input("temperature", "float32", []),
  };
}

/** What each step draws with: columns of uniforms and forced tokens [B, N]. */
function drawing(graph: Graph, { uniforms, forced, temperature }: ReturnType<typeof declareInputs>) {
  // By step, so that the loop reads a row of memory.
  const byStep = (x: Value) =>
    graph.op("Unsqueeze", [graph.op("Transpose", [x], { perm: { ints: [1, 0] } }), graph.ints(2)]);
  const [uniformsByStep, forcedByStep] = [byStep(uniforms), byStep(forced)];
  return (where: Graph, step: Value): Draw => ({
    uniform: gatherRows(where, uniformsByStep, step),
    forced: gatherRows(where, forcedByStep, step),
    temperature,
  });
}

/**
 * Emits the model: prefill once a distinct prompt, every row's state gathered from its prompt's, the first token, and a
 * loop of decode steps that ends when every row has stopped.
 *
 * @throws {ModelError} If the checkpoint does not fit the config.
 */
export function emitGeneration(config: ModelConfig, weights: Weights, options: GenerationOptions): GenerationModel {
  const { stopTokens, lora, logits: wanted = false } = options;
  const graph = new Graph("generation", undefined, options);
  const inputs = declareInputs(graph);
  const { prompts, lengths, promptOf } = inputs;
  const parameters = new Parameters(graph, weights, lora);
  const model = loadLanguageModel(graph, parameters, config);

  const width = graph.op("Squeeze", [axisSize(graph, prompts, 1)]);
  const steps = graph.op("Squeeze", [axisSize(graph, inputs.uniforms, 1)]);
  const prompted = prefill(graph, model, prompts, lengths, width, steps);

  const length = gatherRows(graph, lengths, promptOf);
  const trips = graph.op("Sub", [steps, graph.int(1)]);
  const columns = rowColumns(graph, length, width, trips);
  const rows = prompted.left.start(graph, { promptOf, length, groups: inputs.groups, columns });
  const draw = drawing(graph, inputs);
  const logits = gatherRows(graph, prompted.logits, promptOf);
  const first = sample(graph, logits, draw(graph, graph.int(0)), model.vocabulary);
  const stopped = isStop(graph, first.token, stopTokens);

  const position = graph.op("Unsqueeze", [length, graph.ints(1)]);
  const carried = [first.token, stopped, position, columns.said, ...rows.carried.map(({ start }) => start)];
  const body = stepBody(graph, { model, rows, columns, draw, stopTokens, logits: wanted });
  // The runtime crashes on a loop whose carried values are left out of its outputs, so all are named.
  const places = Array.from({ length: carried.length + (wanted ? 3 : 2) }, (_, place) => place);
  const outputs = graph.ops("Loop", [trips, someGoOn(graph, stopped), ...carried], places, { body: { graph: body } });
  const [tokens, logProbs, laterLogits] = outputs.slice(carried.length);

  graph.output("first_token", first.token, "int32", ["B", 1]);
  graph.output("first_log_prob", first.logProb, "float32", ["B", 1]);
  graph.output("tokens", tokens!, "int32", ["t", "B", 1]);
  graph.output("log_probs", logProbs!, "float32", ["t", "B", 1]);
  if (wanted) {
    graph.output("first_logits", logits, "float32", ["B", model.vocabulary]);
    graph.output("logits", laterLogits!, "float32", ["t", "B", model.vocabulary]);
  }
  return { model: graph.toModel(), loraInputs: parameters.loraInputs };
}

import { type Graph, type Value, widen } from "../graph.ts";
import type { KeyValues } from "../grouped_attention.ts";
import type { LanguageModel } from "../language_model.ts";
import { maskedAttention, splitHeads } from "../masked_attention.ts";
import type { Parameters } from "../parameters.ts";
import { project, timesTransposed } from "../projection.ts";
import { type RotaryTables, rotaryTables } from "../rotary.ts";
import type { Prompts } from "../sequence_model.ts";
import { keyValueOf, queryOf } from "./attention.ts";
import type { GemmaConfig, GemmaLayerType } from "./config.ts";
import { LAYER_TYPES } from "./config_schema.ts";
import { promptMask } from "./prompt_mask.ts";
import { gemmaFrequencies } from "./rotary.ts";
import { type GemmaLeft, gemmaRows } from "./rows.ts";
import { type GemmaStack, loadStack } from "./stack.ts";

function prefill(graph: Graph, stack: GemmaStack, tokens: Value, prompts: Prompts): [y: Value, left: GemmaLeft] {
  const { attention: shapes, normEpsilon } = stack.config;
  const tables = new Map<GemmaLayerType, RotaryTables>();
  const masks = new Map<GemmaLayerType, Value>();
  for (const type of LAYER_TYPES) {
    const shape = shapes[type];
    if (shape === undefined) continue;
    tables.set(type, rotaryTables(graph, gemmaFrequencies(shape), prompts.positions));
    masks.set(type, promptMask(graph, prompts.width, shape.window));
  }
  const keyValues = new Map<number, KeyValues>();
  const y = stack.run(graph, tokens, (x, { attention, shape: { type, keyValueSource } }, index) => {
    const turning = { positions: graph.ints(0), tables: tables.get(type)! };
    const query = queryOf(graph, x, attention, turning, normEpsilon);
    if (attention.keyValue) {
      const { kvHeads, headDim } = attention.shape;
      const [keys, values] = keyValueOf(graph, x, attention.shape, attention.keyValue, turning, normEpsilon)
        .map((packed) => splitHeads(graph, packed, kvHeads, headDim));
      keyValues.set(index, { keys: keys!, values: values! });
    }
    const seen = keyValues.get(keyValueSource)!;
    // Normalized queries and keys take no scale.
    const mixed = maskedAttention(graph, query, seen, masks.get(type)!, 1, attention.shape);
    return project(graph, mixed, attention.output);
  });
  return [y, { keyValues, tables }];
}

/** c · tanh(x / c). */
function softCap(graph: Graph, x: Value, cap: number): Value {
  return graph.op("Mul", [graph.op("Tanh", [graph.op("Div", [x, graph.float(cap)])]), graph.float(cap)]);
}

/**
 * A Gemma 4 text model (`Gemma4ForCausalLM`).
 *
 * @throws {ModelError} If the checkpoint lacks a parameter or has it in another shape.
 */
export function gemmaModel(main: Graph, parameters: Parameters, config: GemmaConfig): LanguageModel {
  const { vocabulary, hidden, logitCap } = config;
  const stack = loadStack(main, parameters, config);
  const head = parameters.tensor(
    config.tiedEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight",
    [vocabulary, hidden],
  );
  return {
    vocabulary,
    prefill(graph, tokens, prompts) {
      const [y, left] = prefill(graph, stack, tokens, prompts);
      return [y, { start: (outer, rows) => gemmaRows(outer, stack, left, rows) }];
    },
    logits(graph, y) {
      const logits = widen(graph, timesTransposed(graph, y, head));
      return logitCap === undefined ? logits : softCap(graph, logits, logitCap);
    },
  };
}

import { silu } from "../activation.ts";
import { type Graph, type Value, widen } from "../graph.ts";
import type { LanguageModel } from "../language_model.ts";
import { loadMlp, type Mlp, mlp } from "../mlp.ts";
import { addAndNorm, rmsNorm } from "../norm.ts";
import type { Parameters } from "../parameters.ts";
import { timesTransposed } from "../projection.ts";
import { inverseFrequencies, rotaryTables } from "../rotary.ts";
import type { PromptState, RowState, SequenceModel } from "../sequence_model.ts";
import type { QwenConfig } from "./config.ts";
import { fullAttention } from "./full_attention.ts";
import { linearAttention } from "./linear_attention.ts";
import type { QwenPrompts } from "./prompts.ts";

/** One layer (`Qwen3_5DecoderLayer`). */
interface Layer {
  readonly mixer: SequenceModel<QwenPrompts>;
  readonly mlp: Mlp;
  /** Scales of the norms before the mixer and before the feed-forward layer, [H]. */
  readonly inputNorm: Value;
  readonly mlpNorm: Value;
}

/** Runs the embeddings [B, T, H] of tokens through the layers and the final norm; `mix` is a layer's mixer. */
type Stack = (graph: Graph, embedded: Value, mix: (x: Value, layer: Layer, index: number) => Value) => Value;

function loadLayers(graph: Graph, parameters: Parameters, config: QwenConfig): Layer[] {
  const { hidden, intermediate } = config;
  return config.layerTypes.map((type, index) => {
    const prefix = `model.layers.${index}`;
    return {
      mixer: type === "full_attention"
        ? fullAttention(parameters, `${prefix}.self_attn`, config)
        : linearAttention(graph, parameters, `${prefix}.linear_attn`, config),
      mlp: loadMlp(parameters, `${prefix}.mlp`, hidden, intermediate, silu),
      inputNorm: parameters.zeroCentredScale(`${prefix}.input_layernorm.weight`, hidden),
      mlpNorm: parameters.zeroCentredScale(`${prefix}.post_attention_layernorm.weight`, hidden),
    };
  });
}

/** Each norm takes its place in the kernel that adds to the residual stream before it. */
function stackOf(layers: readonly Layer[], finalNorm: Value, epsilon: number): Stack {
  return (graph, embedded, mix) => {
    let residual = embedded;
    let x = rmsNorm(graph, residual, layers[0]?.inputNorm ?? finalNorm, epsilon);
    layers.forEach((layer, index) => {
      const next = layers[index + 1]?.inputNorm ?? finalNorm;
      [x, residual] = addAndNorm(graph, mix(x, layer, index), residual, layer.mlpNorm, epsilon);
      [x, residual] = addAndNorm(graph, mlp(graph, x, layer.mlp), residual, next, epsilon);
    });
    return x;
  };
}

/** The layers' states as one: what they carry, one after another. */
function joinStates(rows: readonly RowState[], embed: (graph: Graph, tokens: Value) => Value, stack: Stack): RowState {
  return {
    carried: rows.flatMap(({ carried }) => carried),
    step(graph, tokens, at, carried) {
      let read = 0;
      const now: Value[] = [];
      const y = stack(graph, embed(graph, tokens), (x, _, index) => {
        const row = rows[index]!;
        const past = carried.slice(read, read += row.carried.length);
        const [mixed, after] = row.step(graph, x, at, past);
        now.push(...after);
        return mixed;
      });
      return [y, now];
    },
  };
}

/**
 * A Qwen 3.5 text model (`Qwen3_5ForCausalLM`).
 *
 * @throws {ModelError} If the checkpoint lacks a parameter or has it in another shape.
 */
export function qwenModel(main: Graph, parameters: Parameters, config: QwenConfig): LanguageModel {
  const { vocabulary, hidden, rotaryDim, ropeTheta } = config;
  const embedding = parameters.embedding("model.embed_tokens.weight", [vocabulary, hidden]);
  const layers = loadLayers(main, parameters, config);
  const stack = stackOf(layers, parameters.zeroCentredScale("model.norm.weight", hidden), config.normEpsilon);
  const head = parameters.tensor(
    config.tiedEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight",
    [vocabulary, hidden],
  );
  return {
    vocabulary,
    prefill(graph, tokens, prompts) {
      const frequencies = inverseFrequencies(ropeTheta, rotaryDim / 2, rotaryDim);
      // A text position is the same on all three axes of Qwen's multimodal rotary embedding, which is then the plain one.
      const known = { ...prompts, tables: rotaryTables(graph, frequencies, prompts.positions) };
      const left: PromptState[] = [];
      const y = stack(graph, embedding(graph, tokens), (x, { mixer }) => {
        const [mixed, state] = mixer.prefill(graph, x, known);
        left.push(state);
        return mixed;
      });
      return [y, {
        start: (outer, rows) => joinStates(left.map((state) => state.start(outer, rows)), embedding, stack),
      }];
    },
    logits: (graph, y) => widen(graph, timesTransposed(graph, y, head)),
  };
}

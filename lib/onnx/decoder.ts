import type { QwenConfig } from "./config.ts";
import { fullAttention } from "./full_attention.ts";
import { gatherRows, type Graph, type Value } from "./graph.ts";
import { linearAttention } from "./linear_attention.ts";
import type { Mixer } from "./mixer.ts";
import { loadMlp, type Mlp, mlp } from "./mlp.ts";
import { addAndNorm, rmsNorm } from "./norm.ts";
import type { Parameters } from "./parameters.ts";

/** One layer. */
export interface DecoderLayer {
  readonly mixer: Mixer;
  readonly mlp: Mlp;
  /** Scales of the norms before the mixer and before the feed-forward layer, [H]. */
  readonly inputNorm: Value;
  readonly mlpNorm: Value;
}

/** The whole model. */
export interface Decoder {
  /** Tokens V. */
  readonly vocabulary: number;
  readonly normEpsilon: number;
  /** [V, H] */
  readonly embedding: Value;
  readonly layers: readonly DecoderLayer[];
  /** [H] */
  readonly finalNorm: Value;
  /** [V, H]; the embedding itself where the two are tied. */
  readonly head: Value;
}

/**
 * Brings the model's parameters into the graph.
 *
 * @throws {ModelError} If the checkpoint lacks one or has it in another shape.
 */
export function loadDecoder(graph: Graph, parameters: Parameters, config: QwenConfig): Decoder {
  const { vocabulary, hidden } = config;
  const embedding = parameters.tensor("model.embed_tokens.weight", [vocabulary, hidden]);
  return {
    vocabulary,
    normEpsilon: config.normEpsilon,
    embedding,
    layers: config.layerTypes.map((type, index) => {
      const prefix = `model.layers.${index}`;
      return {
        mixer: type === "full_attention"
          ? fullAttention(parameters, `${prefix}.self_attn`, config)
          : linearAttention(graph, parameters, `${prefix}.linear_attn`, config),
        mlp: loadMlp(parameters, `${prefix}.mlp`, config),
        inputNorm: parameters.zeroCentredScale(`${prefix}.input_layernorm.weight`, hidden),
        mlpNorm: parameters.zeroCentredScale(`${prefix}.post_attention_layernorm.weight`, hidden),
      };
    }),
    finalNorm: parameters.zeroCentredScale("model.norm.weight", hidden),
    head: config.tiedEmbeddings ? embedding : parameters.tensor("lm_head.weight", [vocabulary, hidden]),
  };
}

/**
 * Runs tokens through the layers.
 *
 * @param tokens int32 [B, T].
 * @param mix The mixer of a layer, applied to its normalized input [B, T, H].
 * @returns The final norm's output, [B, T, H].
 */
export function decode(
  graph: Graph,
  tokens: Value,
  decoder: Decoder,
  mix: (x: Value, mixer: Mixer, index: number) => Value,
): Value {
  const { normEpsilon } = decoder;
  let residual = gatherRows(graph, decoder.embedding, tokens);
  let x = rmsNorm(graph, residual, decoder.layers[0]?.inputNorm ?? decoder.finalNorm, normEpsilon);
  decoder.layers.forEach((layer, index) => {
    const next = decoder.layers[index + 1]?.inputNorm ?? decoder.finalNorm;
    [x, residual] = addAndNorm(graph, mix(x, layer.mixer, index), residual, layer.mlpNorm, normEpsilon);
    [x, residual] = addAndNorm(graph, mlp(graph, x, layer.mlp), residual, next, normEpsilon);
  });
  return x;
}

import { type HuggingFace, huggingFace, type HuggingFaceOptions } from "./hugging_face.ts";

/**
 * Gemma 4 E4B-it, one of the paper's two models: 7.5 billion parameters of text, of which 2.8 billion are the embeddings
 * that each layer has of its own. Licence Apache 2.0; the revision is pinned.
 *
 * @example
 * ```ts
 * import { gemma4_e4b } from "sepo";
 * const model = gemma4_e4b();
 * ```
 */
export function gemma4_e4b(options: HuggingFaceOptions = {}): HuggingFace {
  return huggingFace("google/gemma-4-E4B-it", { revision: "4d141fd11399be2ea8c54e8889fa4fca9bf3e6e6", ...options });
}

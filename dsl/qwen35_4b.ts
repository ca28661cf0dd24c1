import { type HuggingFace, huggingFace, type HuggingFaceOptions } from "./hugging_face.ts";

/**
 * Qwen 3.5-4B, one of the paper's two models: 4.2 billion parameters of text, 24 layers of linear attention and 8 of full
 * attention. Licence Apache 2.0; the revision is pinned.
 *
 * @example
 * ```ts
 * import { qwen35_4b } from "sepo";
 * const model = qwen35_4b({ thinking: true });
 * ```
 */
export function qwen35_4b(options: HuggingFaceOptions = {}): HuggingFace {
  return huggingFace("Qwen/Qwen3.5-4B", { revision: "851bf6e806efd8d0a36b00ddf55e13ccb7b8cd0a", ...options });
}

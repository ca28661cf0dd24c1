import type { z } from "zod";
import type { huggingFaceSchema } from "./schema/model.ts";

/** A model of the Hugging Face Hub as a researcher describes it. */
export type HuggingFace = z.input<typeof huggingFaceSchema>;

/** What can be said about a model of the Hub besides its name. */
export type HuggingFaceOptions = Omit<HuggingFace, "name" | "repository">;

/**
 * A model of the Hugging Face Hub, by organization and name: a Qwen 3.5 or a Gemma 4, of any size. It is downloaded once
 * into the Hub's own cache; `HF_HOME`, `HF_TOKEN`, `HF_ENDPOINT` and `HF_HUB_OFFLINE` mean what they do to the Hub's
 * library. No code of the repository is run.
 *
 * @example
 * ```ts
 * import { huggingFace } from "sepo";
 * const model = huggingFace("Qwen/Qwen3.5-2B", { revision: "main", thinking: true });
 * ```
 */
export function huggingFace(repository: `${string}/${string}`, options: HuggingFaceOptions = {}): HuggingFace {
  return { name: "hugging-face", repository, ...options };
}

import type { z } from "zod";
import type { modelFolderSchema } from "./schema/model.ts";

/** A model in a folder as a researcher describes it. */
export type ModelFolder = z.input<typeof modelFolderSchema>;

/**
 * A model in a folder of this machine, laid out as the Hub's models are: config.json, tokenizer files and safetensors, whole
 * or in shards. It needs no network, and is read where it lies.
 *
 * @example
 * ```ts
 * import { modelFolder } from "sepo";
 * const model = modelFolder("/data/models/Qwen3.5-4B", { precision: "float16" });
 * ```
 */
export function modelFolder(path: string, options: Omit<ModelFolder, "name" | "path"> = {}): ModelFolder {
  return { name: "model-folder", path, ...options };
}

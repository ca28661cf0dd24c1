import gemma from "../../data/models/gemma-4-e4b-it.json" with { type: "json" };
import qwen from "../../data/models/qwen3.5-4b.json" with { type: "json" };
import type { ConfigJson } from "../onnx/random_model.ts";

/** What is known of a model of the Hub before it is downloaded. */
export interface KnownModel {
  /** The shape of its language model, as the config.json of the revision that experiments pin has it. */
  readonly config: ConfigJson;
  /** Bytes to download. */
  readonly download: number;
}

/** The paper's models, by repository. */
export const KNOWN_MODELS: ReadonlyMap<string, KnownModel> = new Map([
  ["Qwen/Qwen3.5-4B", { config: qwen, download: 9.4e9 }],
  ["google/gemma-4-E4B-it", { config: gemma, download: 16.1e9 }],
]);

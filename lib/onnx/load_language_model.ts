import type { ModelConfig } from "./config.ts";
import { gemmaModel } from "./gemma/model.ts";
import type { Graph } from "./graph.ts";
import type { LanguageModel } from "./language_model.ts";
import type { Parameters } from "./parameters.ts";
import { qwenModel } from "./qwen/model.ts";

/**
 * Brings a model's parameters into the graph.
 *
 * @throws {ModelError} If the checkpoint lacks one or has it in another shape.
 */
export function loadLanguageModel(graph: Graph, parameters: Parameters, config: ModelConfig): LanguageModel {
  switch (config.architecture) {
    case "qwen3_5":
      return qwenModel(graph, parameters, config);
    case "gemma4":
      return gemmaModel(graph, parameters, config);
  }
}

import { join } from "node:path";
import { z } from "zod";
import type { RunSettings } from "../../dsl/plan.ts";
import { KNOWN_MODELS } from "../models/known_models.ts";
import { type ModelConfig, parseModelConfig } from "../onnx/config.ts";
import { emitGeneration } from "../onnx/generation.ts";
import type { LoraSpec } from "../onnx/lora.ts";
import { ModelError } from "../onnx/model_error.ts";
import { PlannedWeights } from "../onnx/planned_weights.ts";
import type { ConfigJson } from "../onnx/random_model.ts";
import { tinyModelConfig } from "../onnx/tiny_model.ts";
import type { MemoryQuestion } from "./memory_plan.ts";

/** A model's shape and how many numbers it and its adapter have. */
export interface ModelShape {
  readonly config: ModelConfig;
  readonly parameters: number;
  readonly adapterParameters: number;
}

/**
 * Counts a model's weights and an adapter's, as its graph asks for them.
 *
 * @throws {ModelError} If it is a model that can't be emitted.
 */
export function modelShape(json: ConfigJson, source: string, lora?: LoraSpec): ModelShape {
  const config = parseModelConfig(json, source);
  const weights = new PlannedWeights("", "", "float32");
  const { loraInputs } = emitGeneration(config, weights, { stopTokens: [], ...lora ? { lora } : {} });
  return {
    config,
    parameters: weights.parameters,
    adapterParameters: loraInputs.reduce((sum, { shape: [rows, columns] }) => sum + rows * columns, 0),
  };
}

/** The config.json in a folder. */
export function readConfigJson(folder: string): ConfigJson {
  const path = join(folder, "config.json");
  try {
    return z.record(z.string(), z.json()).parse(JSON.parse(Deno.readTextFileSync(path)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw error;
    throw new ModelError(`Cannot use model config "${path}": it is not a JSON object`);
  }
}

/** What is known of the config.json of a run's model before the model is there. */
function knownConfig(model: RunSettings["model"]): ConfigJson | undefined {
  switch (model.name) {
    case "tabular":
      return undefined;
    case "hugging-face":
      return KNOWN_MODELS.get(model.repository)?.config;
    case "model-folder":
      try {
        return readConfigJson(model.path);
      } catch {
        return undefined; // the run will say what is wrong with it
      }
    default:
      return { ...tinyModelConfig(model) };
  }
}

/** What a run's memory depends on, of a model whose shape is given. */
export function memoryQuestion(
  { model, sepo }: RunSettings,
  shape: ModelShape,
  device: MemoryQuestion["device"],
): MemoryQuestion {
  const pretrained = "precision" in model;
  return {
    ...shape,
    device,
    elementBytes: pretrained && device === "cuda" && model.precision !== "float32" ? 2 : 4,
    newTokens: sepo.maxNewTokens,
    gradientCheckpointing: pretrained,
  };
}

/** What a run's memory depends on, where that is known before the run; undefined for a table and for unknown models. */
export function knownQuestion(
  settings: RunSettings,
  device: MemoryQuestion["device"],
): MemoryQuestion | undefined {
  const json = knownConfig(settings.model);
  if (json === undefined) return undefined;
  return memoryQuestion(settings, modelShape(json, "config.json", settings.sepo.lora), device);
}

import type { RunSettings } from "../../dsl/plan.ts";
import { smallestDevice } from "../memory/fit_batch.ts";
import { knownQuestion } from "../memory/model_shape.ts";
import { KNOWN_MODELS } from "../models/known_models.ts";
import { tinyModelParameters } from "../onnx/tiny_model.ts";
import type { Needs } from "./facts.ts";

/** Bytes that Deno, ONNX Runtime, Python and PyTorch take together before there is a model. */
const RUNTIMES = 1.5e9;

/** Bytes that a run of a table takes: Deno's own, most of them. */
const TABLE = 0.5e9;

/** Bytes a parameter: weights, gradient and both of AdamW's moments in float32, and the sampler's copy. */
const BYTES_PER_PARAMETER = 20;

/** Bytes for activations and whatever else a step of a small model takes. */
const ACTIVATIONS = 1e9;

/** Bytes a parameter on disk: the model before and after SFT in float32, as the cache keeps them. */
const DISK_PER_PARAMETER = 8;

/** Bytes for a run's lines and checkpoints: kuhn-tiny's are under 10 MB a seed. */
const RESULTS = 100e6;

/** Parameters above which training on a CPU takes days. */
const CPU_LIMIT = 50e6;

/** A model that was trained elsewhere, of which the shape is known, or nothing before it is there. */
function needsOfPretrained(settings: RunSettings, model: Extract<RunSettings["model"], { precision: unknown }>): Needs {
  const question = knownQuestion(settings, "cuda");
  if (question === undefined) {
    return { parameters: undefined, memory: RUNTIMES + ACTIVATIONS, disk: RESULTS, gpu: true };
  }
  const { parameters } = question;
  const weights = parameters * question.elementBytes;
  const download = model.name === "hugging-face" ? KNOWN_MODELS.get(model.repository)?.download ?? 0 : 0;
  return {
    parameters,
    memory: RUNTIMES + ACTIVATIONS + weights, // they pass through main memory on their way to the GPU
    disk: RESULTS + download + weights, // as SFT leaves them
    gpu: true,
    gpuMemory: smallestDevice(question),
  };
}

/** What a run with these settings takes, roughly and on the safe side. */
export function needsOf(settings: RunSettings): Needs {
  const { model } = settings;
  if (model.name === "tabular") return { parameters: 0, memory: TABLE, disk: RESULTS, gpu: false };
  if ("precision" in model) return needsOfPretrained(settings, model);
  const parameters = tinyModelParameters(model);
  return {
    parameters,
    memory: RUNTIMES + ACTIVATIONS + BYTES_PER_PARAMETER * parameters,
    disk: RESULTS + DISK_PER_PARAMETER * parameters,
    gpu: parameters > CPU_LIMIT,
  };
}

import type { RunSettings } from "../../dsl/plan.ts";
import { tinyModelParameters } from "../onnx/tiny_model.ts";
import type { Needs } from "./facts.ts";
import { HUB_MODELS } from "./hub_models.ts";

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

/** A model of the Hub or in a folder: its size is known of some by their names, and by what is in no plan of the others. */
function needsOfPretrained(model: Extract<RunSettings["model"], { precision: unknown }>): Needs {
  const known = model.name === "hugging-face" ? HUB_MODELS.get(model.repository) : undefined;
  if (known === undefined) return { parameters: undefined, memory: RUNTIMES + ACTIVATIONS, disk: RESULTS, gpu: false };
  const { parameters, download, gpuMemory } = known;
  const weights = parameters * (model.precision === "float32" ? 4 : 2);
  return {
    parameters,
    memory: RUNTIMES + ACTIVATIONS + weights, // they pass through main memory on their way to the GPU
    disk: RESULTS + download + weights, // as SFT leaves them
    gpu: true,
    gpuMemory: gpuMemory + 2 * (weights - 2 * parameters), // the trainer's and the sampler's
  };
}

/** What a run with these settings takes, roughly and on the safe side. */
export function needsOf({ model }: Pick<RunSettings, "model">): Needs {
  if (model.name === "tabular") return { parameters: 0, memory: TABLE, disk: RESULTS, gpu: false };
  if ("precision" in model) return needsOfPretrained(model);
  const parameters = tinyModelParameters(model);
  return {
    parameters,
    memory: RUNTIMES + ACTIVATIONS + BYTES_PER_PARAMETER * parameters,
    disk: RESULTS + DISK_PER_PARAMETER * parameters,
    gpu: parameters > CPU_LIMIT,
  };
}

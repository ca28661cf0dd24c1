import type { LoraInput } from "../onnx/lora.ts";
import { readSafetensors } from "../safetensors/safetensors.ts";
import { EngineError } from "./engine.ts";

/** What peft puts before a module's path. */
const PREFIX = "base_model.model.";

/** The adapter's matrices by the names of the graph's inputs, all zero: the model as it is. */
export function zeroAdapter(inputs: readonly LoraInput[]): Map<string, Float32Array> {
  return new Map(inputs.map(({ name, shape: [rows, columns] }) => [name, new Float32Array(rows * columns)]));
}

/**
 * Reads an adapter that peft saved, text-only or multimodal.
 *
 * @throws {EngineError} Unless the file has the inputs' matrices in their shapes, in float32, and nothing else: an
 *   adapter that is applied in part would sample from a policy that nobody trained.
 */
export function readAdapter(path: string, inputs: readonly LoraInput[]): Map<string, Float32Array> {
  const fail = (reason: string) => new EngineError(`Cannot use adapter "${path}": ${reason}`);
  const tensors = new Map(
    [...readSafetensors(path)].map((
      [name, tensor],
    ) => [name.replace(PREFIX, "").replace(/^model\.language_model\./, "model."), tensor]),
  );
  const matrices = new Map<string, Float32Array>();
  for (const { name, shape } of inputs) {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw fail(`it has no tensor "${PREFIX}${name}"`);
    if (`${tensor.shape}` !== `${shape}`) {
      throw fail(`tensor "${PREFIX}${name}" has shape [${tensor.shape}] where the engine takes [${shape}]`);
    }
    if (!(tensor.data instanceof Float32Array)) throw fail(`tensor "${PREFIX}${name}" is ${tensor.dtype}, not F32`);
    matrices.set(name, tensor.data);
    tensors.delete(name);
  }
  const [extra] = tensors.keys();
  if (extra !== undefined) throw fail(`its tensor "${PREFIX}${extra}" is no target of the engine's adapter`);
  return matrices;
}

import type { CudaDevice } from "./device.ts";

/** What the libraries read from the environment when they are first used. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  // float32 products in float32: on a GPU ONNX Runtime would round their factors to 10 bits.
  NVIDIA_TF32_OVERRIDE: "0",
  // cuDNN's attention makes a plan for each batch and length, which are new in nearly every call.
  ORT_ENABLE_CUDNN_FLASH_ATTENTION: "0",
};

/**
 * Loads the libraries of a GPU into this process, in order, for good.
 *
 * The dynamic linker takes a library that is loaded already, whoever loaded it, for every other that needs one of its name.
 * So the binding of onnxruntime-node, imported after this, calls the ONNX Runtime that was loaded here instead of the one
 * beside it, and the CUDA provider finds NVIDIA's libraries wherever they lie. Where it was imported before, by any thread,
 * the process stays with the one beside it, which has no CUDA: so nothing imports it, nor transformers.js, which does, before
 * the device is settled.
 *
 * @throws {Error} If one can't be loaded; the message is the dynamic linker's.
 */
export function loadCuda({ libraries }: CudaDevice): void {
  for (const [name, value] of Object.entries(ENVIRONMENT)) Deno.env.set(name, value);
  for (const path of libraries) Deno.dlopen(path, {});
}

/**
 * Loads libraries into this process, in order, for good.
 *
 * The dynamic linker takes a library that is loaded already, whoever loaded it, for every other that needs one of its name.
 * So the binding of onnxruntime-node, imported after this, calls the ONNX Runtime that was loaded here instead of the one
 * beside it, and the CUDA provider finds NVIDIA's libraries wherever they lie.
 *
 * @throws {Error} If one can't be loaded; the message is the dynamic linker's.
 */
export function loadLibraries(paths: readonly string[]): void {
  for (const path of paths) Deno.dlopen(path, {});
}

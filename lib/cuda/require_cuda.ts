import type { CudaDevice } from "./device.ts";
import { findCuda, type FoundCuda } from "./find_cuda.ts";
import { loadCuda } from "./load_cuda.ts";
import { proveCuda } from "./prove_cuda.ts";
import { reasonOf } from "./reason_of.ts";
import { CUDA_VERSION, DRIVER_LIBRARY, OLDEST_DRIVER } from "./release.ts";

/** A GPU that was asked for and can't be used; the message says what to do. */
export class CudaError extends Error {
  override readonly name = "CudaError";
}

/** The GPU with what was found, or in a sentence's second half what is missing and what to do about it. */
export function cudaDevice({ onnxRuntime, libraries }: FoundCuda): CudaDevice | { readonly missing: string } {
  const absent = libraries.filter(({ path }) => path === undefined);
  if (absent.some(({ name }) => name === DRIVER_LIBRARY.name)) {
    return {
      missing:
        `${DRIVER_LIBRARY.of} (${DRIVER_LIBRARY.name}) is not here: install release ${OLDEST_DRIVER} or newer, ` +
        `which CUDA ${CUDA_VERSION} needs`,
    };
  }
  const names = [...onnxRuntime === undefined ? ["ONNX Runtime with CUDA"] : [], ...absent.map(({ name }) => name)];
  if (names.length > 0) return { missing: `${names.join(", ")} not found: run deno task setup cuda` };
  return { kind: "cuda", libraries: [...libraries, { path: onnxRuntime }].flatMap(({ path }) => path ?? []) };
}

/**
 * The GPU, after something ran on it, with what rollouts load for it loaded into this process.
 *
 * @param python The trainer's interpreter, whose PyTorch may bring NVIDIA's libraries along.
 * @throws {CudaError} If it can't be used.
 */
export async function requireCuda(python: string): Promise<CudaDevice> {
  const fail = (why: string) => new CudaError(`Cannot compute on CUDA: ${why}; --device cpu computes on the processor`);
  const device = cudaDevice(await findCuda({ python }));
  if ("missing" in device) throw fail(device.missing);
  const tried = await proveCuda(device);
  if ("fails" in tried) throw fail(`${tried.fails} (deno task doctor says more)`);
  try {
    loadCuda(device);
  } catch (error) {
    throw fail(reasonOf(error));
  }
  return device;
}

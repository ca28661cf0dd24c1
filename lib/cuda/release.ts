/**
 * The release of ONNX Runtime that computes on NVIDIA GPUs: the npm package's library is built for a CPU, and Python's GPU
 * wheel of the same version has the same library with its CUDA provider, each built for the other.
 */
import { fileURLToPath } from "node:url";

/** A library that the CUDA provider loads. */
export interface CudaLibrary {
  /** Its name for the dynamic linker. */
  readonly name: string;
  /** What it is of, for people. */
  readonly of: string;
}

/** Version of ONNX Runtime: that of onnxruntime-node, whose binding calls the library. */
export const ONNX_RUNTIME_VERSION = "1.30.0";

/** CUDA's major version that its provider is built for. */
export const CUDA_VERSION = 13;

/** The oldest NVIDIA driver for Linux that runs CUDA 13. */
export const OLDEST_DRIVER = 580;

/** The wheel, as pip asks for it, with its hash. It is the same library whichever Python a wheel is for. */
export const WHEEL_REQUIREMENTS = fileURLToPath(new URL("./onnxruntime.txt", import.meta.url));

/** NVIDIA's libraries as pip has them, with their hashes: the versions that the pinned PyTorch asks for. */
export const LIBRARY_REQUIREMENTS = fileURLToPath(new URL("./nvidia.txt", import.meta.url));

/** Bytes to download: the wheel, and NVIDIA's libraries, which PyTorch's CUDA build brings along. */
export const WHEEL_BYTES = 246_658_419;
export const LIBRARY_BYTES = 851_100_239;

/** Files of the wheel that are kept, by their paths in it. The first is the library, which finds the others beside it. */
export const WHEEL_FILES = [
  `onnxruntime/capi/libonnxruntime.so.${ONNX_RUNTIME_VERSION}`,
  "onnxruntime/capi/libonnxruntime_providers_shared.so",
  "onnxruntime/capi/libonnxruntime_providers_cuda.so",
  "onnxruntime/LICENSE",
  "onnxruntime/ThirdPartyNotices.txt",
] as const;

/** The driver's own library, which no package brings. */
export const DRIVER_LIBRARY: CudaLibrary = { name: "libcuda.so.1", of: "NVIDIA's driver" };

/** NVIDIA's libraries in an order in which each comes after those that it needs. */
export const CUDA_LIBRARIES: readonly CudaLibrary[] = [
  { name: "libcudart.so.13", of: "CUDA 13" },
  { name: "libcublasLt.so.13", of: "CUDA 13" },
  { name: "libcublas.so.13", of: "CUDA 13" },
  { name: "libcurand.so.10", of: "CUDA 13" },
  { name: "libcudnn.so.9", of: "cuDNN 9" },
];

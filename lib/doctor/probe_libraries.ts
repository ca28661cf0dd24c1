import { join } from "node:path";
import type { Facts } from "./facts.ts";

/** What ONNX Runtime's CUDA provider loads: the driver, CUDA 12 and cuDNN 9. */
const LIBRARIES = [
  "libcuda.so.1",
  "libcudart.so.12",
  "libcublas.so.12",
  "libcublasLt.so.12",
  "libcufft.so.11",
  "libcurand.so.10",
  "libcudnn.so.9",
] as const;

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Looks for the CUDA libraries where the dynamic linker does. */
export function probeLibraries(): Facts["cudaLibraries"] {
  if (Deno.build.os !== "linux") return [];
  const folders = [
    ...(Deno.env.get("LD_LIBRARY_PATH") ?? "").split(":").filter((folder) => folder !== ""),
    `/usr/lib/${Deno.build.arch}-linux-gnu`,
    "/usr/lib64",
    "/usr/lib",
    "/usr/local/cuda/lib64",
    "/usr/local/nvidia/lib64",
    "/usr/lib/wsl/lib",
  ];
  return LIBRARIES.map((name) => ({ name, path: folders.map((folder) => join(folder, name)).find(exists) }));
}

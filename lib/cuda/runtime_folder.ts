import { join } from "node:path";
import { userCache } from "../install/user_cache.ts";
import { CUDA_VERSION, ONNX_RUNTIME_VERSION } from "./release.ts";

/** The folder that `deno task setup cuda` fills. */
export function runtimeFolder(cache: string = userCache()): string {
  return join(cache, `onnxruntime-${ONNX_RUNTIME_VERSION}-cuda${CUDA_VERSION}`);
}

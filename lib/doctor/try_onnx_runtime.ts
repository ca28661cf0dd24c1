/**
 * Runs something in the npm package's ONNX Runtime. The doctor runs this file in a process of its own: native code may print
 * as it likes, or crash, without taking the doctor along.
 */
import { addOnce } from "../cuda/add_once.ts";
import { reasonOf } from "../cuda/reason_of.ts";
import { env } from "../rollout/onnx_runtime.ts";
import type { Facts } from "./facts.ts";

async function tryOnnxRuntime(): Promise<Facts["onnxRuntime"]> {
  try {
    await addOnce("cpu");
    return { works: { version: env.versions.node ?? "unknown" } };
  } catch (error) {
    return { fails: reasonOf(error) };
  }
}

if (import.meta.main) console.log(JSON.stringify(await tryOnnxRuntime()));

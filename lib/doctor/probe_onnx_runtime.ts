import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Facts } from "./facts.ts";
import { runProgram } from "../trainer/run_program.ts";

const schema = z.union([
  z.strictObject({ works: z.strictObject({ version: z.string() }) }),
  z.strictObject({ fails: z.string() }),
]);

/** Milliseconds; loading it from a cold disk takes some seconds. */
const TIMEOUT = 60_000;

/** The npm package's ONNX Runtime, which computes on the processor. */
export async function probeOnnxRuntime(): Promise<Facts["onnxRuntime"]> {
  const program = fileURLToPath(new URL("./try_onnx_runtime.ts", import.meta.url));
  const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
  const permissions = ["--no-prompt", "--allow-read", "--allow-env", "--allow-sys", "--allow-ffi"];
  const printed = await runProgram(Deno.execPath(), ["run", "--config", config, ...permissions, program], TIMEOUT);
  try {
    return schema.parse(JSON.parse(printed ?? ""));
  } catch {
    return { fails: "trying it crashed or took too long" };
  }
}

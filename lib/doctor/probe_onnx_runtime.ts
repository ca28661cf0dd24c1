import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Facts } from "./facts.ts";
import { runProgram } from "../trainer/run_program.ts";

const schema = z.union([
  z.strictObject({
    works: z.strictObject({
      version: z.string(),
      providers: z.array(z.strictObject({ name: z.string(), fails: z.string().exactOptional() })),
    }),
  }),
  z.strictObject({ fails: z.string() }),
]);

/** Milliseconds; starting CUDA on a machine with several GPUs takes some seconds. */
const TIMEOUT = 60_000;

/** ONNX Runtime and which of its providers work. */
export async function probeOnnxRuntime(): Promise<Facts["onnxRuntime"]> {
  const program = fileURLToPath(new URL("./try_providers.ts", import.meta.url));
  const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
  const permissions = ["--no-prompt", "--allow-read", "--allow-env", "--allow-sys", "--allow-ffi"];
  const printed = await runProgram(Deno.execPath(), ["run", "--config", config, ...permissions, program], TIMEOUT);
  try {
    return schema.parse(JSON.parse(printed ?? ""));
  } catch {
    return { fails: "trying it crashed or took too long" };
  }
}

import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Precision } from "../onnx/graph.ts";
import { runProgram } from "../trainer/run_program.ts";
import type { CudaDevice } from "./device.ts";
import type { Trial } from "./trial.ts";

/** What trying the GPU showed: the rollouts that were asked for, or why nothing ran. */
export type TriedCuda = { readonly works: readonly Trial[] } | { readonly fails: string };

const trialSchema = z.strictObject({
  model: z.string(),
  precision: z.enum(["float32", "float16", "bfloat16"]),
  nodes: z.int(),
  elsewhere: z.array(z.strictObject({ operator: z.string(), nodes: z.int(), eachStep: z.int() })),
  // JSON has null for what is no number.
  gap: z.number().nullable().transform((gap) => gap ?? NaN),
});

const triedSchema: z.ZodType<TriedCuda> = z.union([
  z.strictObject({ works: z.array(trialSchema) }),
  z.strictObject({ fails: z.string() }),
]);

/** Milliseconds; loading the CUDA provider takes seconds, its first kernels more. */
const TIMEOUT = 180_000;

const PERMISSIONS = [
  ...["--no-prompt", "--allow-read", "--allow-env", "--allow-sys", "--allow-ffi"],
  "--allow-write", // the small models' folder
];

/**
 * Runs something on the GPU, in a process of its own.
 *
 * @param precision With one, rollouts of small models are played too and compared with the processor's.
 */
export async function proveCuda({ libraries }: CudaDevice, precision?: Precision): Promise<TriedCuda> {
  const program = fileURLToPath(new URL("./try_cuda.ts", import.meta.url));
  const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
  const argument = JSON.stringify({ libraries, ...precision === undefined ? {} : { precision } });
  const args = ["run", "--config", config, ...PERMISSIONS, program, argument];
  const printed = await runProgram(Deno.execPath(), args, TIMEOUT);
  try {
    return triedSchema.parse(JSON.parse(printed ?? ""));
  } catch {
    return { fails: "trying it crashed or took too long" };
  }
}

/**
 * Tries the GPU: `{ libraries, precision }` as JSON is its argument, with a precision for rollouts of small models too. In a
 * process of its own, since native code may print as it likes, or crash, without taking whoever asks along.
 */
import { z } from "zod";
import { reasonOf } from "./reason_of.ts";
import { loadCuda } from "./load_cuda.ts";
import type { TriedCuda } from "./prove_cuda.ts";

const argumentSchema = z.strictObject({
  libraries: z.array(z.string()),
  precision: z.enum(["float32", "float16", "bfloat16"]).optional(),
});

async function tryCuda({ libraries, precision }: z.output<typeof argumentSchema>): Promise<TriedCuda> {
  try {
    const device = { kind: "cuda", libraries } as const;
    loadCuda(device);
    const { addOnce } = await import("./add_once.ts");
    await addOnce("cuda");
    if (precision === undefined) return { works: [] };
    const { tryRollouts } = await import("./trial.ts");
    return { works: await tryRollouts(device, precision) };
  } catch (error) {
    return { fails: reasonOf(error) };
  }
}

if (import.meta.main) {
  console.log(JSON.stringify(await tryCuda(argumentSchema.parse(JSON.parse(Deno.args[0] ?? "")))));
}

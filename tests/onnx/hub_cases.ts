import { join } from "node:path";
import { tinyGemmaConfig } from "../../lib/onnx/tiny_gemma.ts";
import { tinyQwenConfig } from "../../lib/onnx/tiny_qwen.ts";
import { runPython } from "../python.ts";
import { type ParityCase, parityCase } from "./parity_cases.ts";

/** A multimodal checkpoint in a hub cache. */
export interface HubCase extends ParityCase {
  /** Type of its weights. */
  readonly dtype: "bfloat16" | "float16";
}

const QWEN = tinyQwenConfig({ vocabulary: 211, hidden: 48, intermediate: 96, heads: 4, kvHeads: 1, headDim: 32 });

const GEMMA = tinyGemmaConfig({
  vocabulary: 211,
  hidden: 48,
  intermediate: 96,
  layers: 6,
  globalInterval: 3,
  window: 12,
});

/** Both architectures, and both types of 16 bits. */
export const HUB_CASES: readonly HubCase[] = [
  { ...parityCase("qwen-bfloat16", QWEN, { steps: 16 }), dtype: "bfloat16" },
  { ...parityCase("gemma-bfloat16", GEMMA, { steps: 16 }), dtype: "bfloat16" },
  { ...parityCase("qwen-float16", QWEN, { steps: 16 }), dtype: "float16" },
  { ...parityCase("gemma-float16", GEMMA, { steps: 16 }), dtype: "float16" },
];

const REVISION = "0123456789abcdef0123456789abcdef01234567";

/** The folder that a case is opened by, all of it links. */
export const snapshotOf = (folder: string, { name }: HubCase) =>
  join(folder, `models--test--${name}`, "snapshots", REVISION);

/** Makes the cases' checkpoints, and what transformers says of them, under `folder`. */
export async function makeHub(folder: string): Promise<void> {
  const job = HUB_CASES.map(({ name, config, dtype, prompts, rows }, seed) => ({
    name,
    config,
    dtype,
    seed,
    rows: rows.map(({ prompt, said }) => [...prompts[prompt]!, ...said]),
  }));
  const path = join(folder, "job.json");
  await Deno.writeTextFile(path, JSON.stringify(job));
  await runPython(new URL("./hub_reference.py", import.meta.url), path, folder);
}

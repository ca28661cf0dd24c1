import { assert } from "@std/assert";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type MemoryQuestion, stepBytes } from "../../lib/memory/memory_plan.ts";
import { modelShape } from "../../lib/memory/model_shape.ts";
import type { ConfigJson } from "../../lib/onnx/random_model.ts";
import { runPython } from "../python.ts";

const MODELS = fileURLToPath(new URL("../../data/models", import.meta.url));

const countedSchema = z.strictObject({ tokens: z.int(), bytes: z.int() });

/** What PyTorch has in memory at once, counted without arithmetic. */
async function counted(config: string, trainTokens: number, prompt: number, reply: number, checkpointing: boolean) {
  const args = [config, ...[trainTokens, prompt, reply, checkpointing].map(String)];
  return countedSchema.parse(JSON.parse(await runPython(new URL("./step_memory.py", import.meta.url), ...args)));
}

for (
  const { name, trainTokens, prompt, reply, gradientCheckpointing } of [
    // Many short replies to long prompts: where attention by rows would copy a prompt's keys for each.
    { name: "qwen3.5-4b", trainTokens: 8192, prompt: 800, reply: 15, gradientCheckpointing: true },
    { name: "qwen3.5-4b", trainTokens: 1024, prompt: 300, reply: 30, gradientCheckpointing: false },
    { name: "gemma-4-e4b-it", trainTokens: 8192, prompt: 300, reply: 30, gradientCheckpointing: true },
  ]
) {
  Deno.test(`stepBytes() is about what PyTorch has in memory: ${name}, ${trainTokens} tokens${gradientCheckpointing ? "" : ", nothing computed again"}`, async () => {
    const path = `${MODELS}/${name}.json`;
    const config: ConfigJson = JSON.parse(Deno.readTextFileSync(path));
    const question: MemoryQuestion = {
      ...modelShape(config, name, { rank: 16, alpha: 32, targets: "paper" }),
      device: "cuda",
      elementBytes: 2,
      newTokens: 512,
      gradientCheckpointing,
    };
    const { tokens, bytes } = await counted(path, trainTokens, prompt, reply, gradientCheckpointing);
    const planned = stepBytes(question, { rows: 1, promptTokens: 1, trainTokens });
    assert(tokens > 0.9 * trainTokens);
    const both = `${(planned / 1e9).toFixed(2)} GB planned, ${(bytes / 1e9).toFixed(2)} GB counted`;
    assert(planned > bytes, both);
    assert(planned < 1.6 * bytes, both);
  });
}

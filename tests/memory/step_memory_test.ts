import { assert } from "@std/assert";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type MemoryQuestion, stepBytes } from "../../lib/memory/memory_plan.ts";
import { modelShape } from "../../lib/memory/model_shape.ts";
import type { ConfigJson } from "../../lib/onnx/random_model.ts";
import { runPython } from "../python.ts";

const MODELS = fileURLToPath(new URL("../../data/models", import.meta.url));

const countedSchema = z.strictObject({ tokens: z.int(), bytes: z.int() });

/** A micro-batch: lengths in tokens of prompts and replies, and how many replies there are to each prompt. */
interface Case {
  readonly name: string;
  readonly trainTokens: number;
  readonly prompt: number;
  readonly reply: number;
  readonly replies: readonly number[];
  readonly gradientCheckpointing: boolean;
}

const times = (count: number, replies: number) => Array<number>(count).fill(replies);

const CASES: readonly Case[] = [
  // Many short replies to long prompts: where attention by rows would copy a prompt's keys for each.
  {
    name: "qwen3.5-4b",
    trainTokens: 8192,
    prompt: 800,
    reply: 15,
    replies: times(12, 64),
    gradientCheckpointing: true,
  },
  // Most of them to one prompt: where families as wide as the largest would be empty for the most part.
  {
    name: "qwen3.5-4b",
    trainTokens: 4096,
    prompt: 150,
    reply: 20,
    replies: [...times(20, 1), 100],
    gradientCheckpointing: true,
  },
  {
    name: "qwen3.5-4b",
    trainTokens: 1024,
    prompt: 300,
    reply: 30,
    replies: times(12, 64),
    gradientCheckpointing: false,
  },
  {
    name: "gemma-4-e4b-it",
    trainTokens: 8192,
    prompt: 300,
    reply: 30,
    replies: times(12, 64),
    gradientCheckpointing: true,
  },
];

/** What PyTorch has in memory at once, counted without arithmetic. */
async function counted(config: string, { trainTokens, prompt, reply, replies, gradientCheckpointing }: Case) {
  const args = [config, ...[trainTokens, prompt, reply, replies, gradientCheckpointing].map(String)];
  return countedSchema.parse(JSON.parse(await runPython(new URL("./step_memory.py", import.meta.url), ...args)));
}

for (const of of CASES) {
  const { name, trainTokens, replies, gradientCheckpointing } = of;
  Deno.test(`stepBytes() is about what PyTorch has in memory: ${name}, ${trainTokens} tokens, ${replies.length} prompts${gradientCheckpointing ? "" : ", nothing computed again"}`, async () => {
    const path = `${MODELS}/${name}.json`;
    const config: ConfigJson = JSON.parse(Deno.readTextFileSync(path));
    const question: MemoryQuestion = {
      ...modelShape(config, name, { rank: 16, alpha: 32, targets: "paper" }),
      device: "cuda",
      elementBytes: 2,
      newTokens: 512,
      gradientCheckpointing,
    };
    const { tokens, bytes } = await counted(path, of);
    const planned = stepBytes(question, { rows: 1, promptTokens: 1, trainTokens });
    assert(tokens > 0.9 * trainTokens);
    const both = `${(planned / 1e9).toFixed(2)} GB planned, ${(bytes / 1e9).toFixed(2)} GB counted`;
    assert(planned > bytes, both);
    assert(planned < 1.6 * bytes, both);
  });
}

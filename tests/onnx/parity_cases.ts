import { join } from "node:path";
import { type LoraSpec } from "../../lib/onnx/lora.ts";
import { runPython } from "../python.ts";

/** A model's config.json; what else is in it is transformers' affair. */
interface Config {
  readonly vocab_size: number;
}

/** A model to compare with transformers, and what it is asked. */
export interface ParityCase {
  readonly name: string;
  readonly config: Config;
  readonly layout: "text" | "multimodal" | "sharded";
  readonly lora: LoraSpec;
  readonly prompts: readonly (readonly number[])[];
  /** Tokens that each row says. */
  readonly steps: number;
  /** Rows: which prompt, and what is said after it. */
  readonly rows: readonly { readonly prompt: number; readonly said: readonly number[] }[];
}

const PAPER = ["q_proj", "k_proj", "v_proj", "o_proj"];
const MODULES = {
  paper: PAPER,
  allLinear: [...PAPER, "in_proj_qkv", "in_proj_z", "in_proj_b", "in_proj_a", "out_proj"],
};

/** A fixed sequence of tokens without a short period. */
const tokens = (length: number, seed: number, vocabulary: number) =>
  Array.from({ length }, (_, i) => (seed * 31 + i * i * 7 + i * 13 + seed * i) % vocabulary);

/** What a case may have otherwise than most. */
interface Changes {
  /** Fields of the config. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly layout?: ParityCase["layout"];
  readonly lora?: LoraSpec;
  readonly steps?: number;
}

/**
 * A case whose prompts are of unequal length, some below a convolution's kernel or a small window, some beyond the 64
 * positions that the reference takes at a time, and whose rows share prompts.
 */
export function parityCase(name: string, base: Config, changes: Changes = {}): ParityCase {
  const { config, layout = "text", lora = { rank: 4, alpha: 8, targets: "allLinear" }, steps = 6 } = changes;
  const vocabulary = base.vocab_size;
  const prompts = [9, 1, 2, 70, 131].map((length, seed) => tokens(length, seed + 1, vocabulary));
  const rows = [3, 0, 1, 4, 2, 0].map((prompt, row) => ({ prompt, said: tokens(steps, row + 20, vocabulary) }));
  return { name, config: { ...base, ...config }, layout, lora, prompts, steps, rows };
}

/** Makes every case's model, and what transformers says of it, under `folder`; returns the models' parameter counts. */
export async function makeReferences(folder: string, cases: readonly ParityCase[]): Promise<Map<string, number>> {
  const job = cases.map(({ name, config, layout, lora, prompts, rows }, seed) => ({
    name,
    config,
    seed,
    layout,
    lora: { rank: lora.rank, alpha: lora.alpha, modules: MODULES[lora.targets] },
    rows: rows.map(({ prompt, said }) => [...prompts[prompt]!, ...said]),
  }));
  const path = join(folder, "job.json");
  await Deno.writeTextFile(path, JSON.stringify(job));
  const printed = await runPython(new URL("./reference.py", import.meta.url), "make", path, folder);
  const made: { name: string; parameters: number }[] = JSON.parse(printed);
  return new Map(made.map(({ name, parameters }) => [name, parameters]));
}

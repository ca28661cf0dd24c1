import type { RunSettings } from "../../dsl/plan.ts";
import { DATASETS } from "../data/datasets.ts";
import { sftExamples } from "../data/sft_examples.ts";
import type { Demonstration } from "../games/types.ts";
import type { StageLine } from "../results/schema.ts";
import { loadTokenizer, type Tokenizer } from "../rollout/tokenizer.ts";
import { type Example, packExamples } from "../trainer/batch.ts";
import type { Trainer } from "../trainer/client.ts";
import type { SftProgress } from "../trainer/protocol.ts";
import { type Cached, cached } from "./cache.ts";
import { DATA_SEED } from "./prepare_model.ts";

/** Points of the training loss that are kept, at most: what a plot can show. */
const CURVE_POINTS = 200;

/** An example as the model sees it in play: the prompt with the assistant's marker, then the reply and a stop token. */
function tokenize(tokenizer: Tokenizer, { messages: [system, user, assistant] }: Demonstration): Example {
  return {
    prompt: tokenizer.encodePrompt([system, user]),
    reply: [...tokenizer.encodeText(assistant.content), tokenizer.stopTokens[0]!],
  };
}

/** Losses on the way, in nats a reply token, kept beside the weights so that a cached stage reports what it did. */
export type FineTuningLosses = Pick<StageLine, "training" | "validation">;

/** A fine-tuned model folder and the losses that led to it. */
export type FineTuned = Cached & { readonly losses: FineTuningLosses };

/**
 * Fine-tunes the model in `base` on the domain's demonstrations. The result is merged weights, found again by all that
 * went into them.
 */
export async function fineTune(
  { sft, domain }: Pick<RunSettings, "sft" | "domain">,
  base: Cached,
  seed: number,
  trainer: Trainer,
  cache: string,
  onProgress: (progress: SftProgress) => void,
): Promise<FineTuned> {
  const inputs = { version: 1, base: base.key, domain: domain.name, sft, seed, trainer: trainer.machine.versions };
  const made = await cached(cache, "sft", inputs, async (folder) => {
    const tokenizer = await loadTokenizer(base.folder);
    const { train, valid } = sftExamples(domain.name, { seed: DATA_SEED, ...DATASETS[domain.name] });
    const pack = (examples: readonly Demonstration[]) =>
      packExamples(examples.map((example) => tokenize(tokenizer, example)));
    const training: { step: number; loss: number }[] = [];
    const { lora, weights, warmupRatio, examples, validationExamples, ...settings } = sft;
    const report = await trainer.sft(
      {
        ...settings,
        model: base.folder,
        weights: weights === "all" ? weights : lora,
        warmup: warmupRatio,
        precision: "float32",
        gradientCheckpointing: false,
        seed,
        folder,
      },
      { train: pack(train.slice(0, examples)), valid: pack(valid.slice(0, validationExamples)) },
      (progress) => {
        const every = Math.ceil(progress.steps / CURVE_POINTS);
        if (progress.step % every === 0) training.push({ step: progress.step, loss: progress.loss });
        onProgress(progress);
      },
    );
    const validation = report.validLoss === null ? [] : [{ step: report.steps, loss: report.validLoss }];
    await Deno.writeTextFile(`${folder}/losses.json`, JSON.stringify({ training, validation }));
  });
  return { ...made, losses: JSON.parse(await Deno.readTextFile(`${made.folder}/losses.json`)) };
}

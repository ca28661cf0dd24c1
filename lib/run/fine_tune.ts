import type { z } from "zod";
import { contentHash } from "../json/content_hash.ts";
import type { RunSettings } from "../../dsl/plan.ts";
import { trainingExamples } from "../data/training_examples.ts";
import type { Demonstration, Domain, Message } from "../games/types.ts";
import { stageSchema } from "../results/schema/stage.ts";
import { loadTokenizer, type Tokenizer } from "../rollout/tokenizer.ts";
import { type Example, packExamples } from "../trainer/batch.ts";
import type { Trainer } from "../trainer/client.ts";
import type { SftProgress } from "../trainer/protocol.ts";
import { type Cached, cached, damagedStage } from "./cache.ts";
import { type PreparedModel, trainerIdentity } from "./prepare_model.ts";

/** Points of the training loss that are kept, at most: what a plot can show. */
const CURVE_POINTS = 200;

/**
 * An example as the model sees it in play: the prompt with the assistant's marker, then the reply and what ends a turn. The
 * demonstrators' replies hold no thoughts, so the prompt leaves none open, also where the model may think in play.
 */
function tokenize(tokenizer: Tokenizer, { messages: [system, user, assistant] }: Demonstration): Example {
  return {
    prompt: tokenizer.encodePrompt([system, user], false),
    reply: [...tokenizer.encodeText(assistant.content), tokenizer.endOfTurn],
  };
}

const textOf = ({ content }: Message) => content;

/** What a fine-tuning says of itself, kept beside the weights so that a cached stage reports what it did. */
const reportSchema = stageSchema.pick({ training: true, validation: true, leftOut: true, modules: true });
const REPORT = "report.json";

/** Losses on the way in nats a reply token, examples that were left out, and what carried an adapter. */
export type FineTuningReport = z.output<typeof reportSchema>;

/** A fine-tuned model folder and how it came to be. */
export type FineTuned = Cached & { readonly report: FineTuningReport };

/**
 * Fine-tunes the model in `base` on the domains' demonstrations. The result is merged weights, found again by all that
 * went into them.
 *
 * @throws {CacheError} If the stage was made before and is damaged.
 */
export async function fineTune(
  sft: RunSettings["sft"],
  domains: readonly Domain[],
  base: Pick<PreparedModel, "folder" | "key" | "computing">,
  seed: number,
  trainer: Pick<Trainer, "machine" | "sft">,
  cache: string,
  onProgress: (progress: SftProgress) => void,
): Promise<FineTuned> {
  const { lora, weights, warmupRatio, examples, validationExamples, ...settings } = sft;
  const { train, valid } = trainingExamples(domains, { train: examples, valid: validationExamples });
  const text = contentHash([train, valid].map((part) => part.flatMap(({ messages }) => messages.map(textOf))));
  const { computing } = base;
  const inputs = { base: base.key, text, sft, computing: { ...computing }, seed, trainer: trainerIdentity(trainer) };
  const made = await cached(cache, "sft", inputs, async (folder) => {
    const tokenizer = await loadTokenizer(base.folder);
    const pack = (examples: readonly Demonstration[]) =>
      packExamples(examples.map((example) => tokenize(tokenizer, example)));
    const training: FineTuningReport["training"] = [];
    const result = await trainer.sft(
      {
        ...settings,
        model: base.folder,
        weights: weights === "all" ? weights : lora,
        warmup: warmupRatio,
        ...computing,
        seed,
        folder,
      },
      { train: pack(train), valid: pack(valid) },
      (progress) => {
        const every = Math.ceil(progress.steps / CURVE_POINTS);
        if (progress.step % every === 0) training.push({ step: progress.step, loss: progress.loss });
        onProgress(progress);
      },
    );
    const { steps, validLoss, leftOut, modules } = result;
    const validation = validLoss === null ? [] : [{ step: steps, loss: validLoss }];
    const report: FineTuningReport = { training, validation, leftOut, modules };
    await Deno.writeTextFile(`${folder}/${REPORT}`, JSON.stringify(report));
  });
  return { ...made, report: await readReport(made.folder) };
}

async function readReport(folder: string): Promise<FineTuningReport> {
  let json: unknown;
  try {
    json = JSON.parse(await Deno.readTextFile(`${folder}/${REPORT}`));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof Deno.errors.NotFound)) throw error;
  }
  const parsed = reportSchema.safeParse(json);
  if (!parsed.success) throw damagedStage(folder, `its ${REPORT} isn't what fine-tuning reports`);
  return parsed.data;
}

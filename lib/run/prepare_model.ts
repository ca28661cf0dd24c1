import type { RunSettings } from "../../dsl/plan.ts";
import { publishedSizes, trainingExamples } from "../data/training_examples.ts";
import type { DomainName } from "../games/domains.ts";
import { contentHash } from "../json/content_hash.ts";
import { type TinyModel, tinyModelConfig } from "../onnx/tiny_model.ts";
import type { SftSettings, Trainer } from "../trainer/client.ts";
import type { DownloadProgress } from "../trainer/protocol.ts";
import { sourceHash } from "../trainer/source_hash.ts";
import { type Cached, cached } from "./cache.ts";
import { type HubSource, prepareFolderModel, prepareHubModel } from "./pretrained_model.ts";

/** A model that is a language model. */
export type LanguageModelSettings = Exclude<RunSettings["model"], { name: "tabular" }>;

/** How the trainer computes with a model. */
export type Computing = Pick<SftSettings, "precision" | "gradientCheckpointing">;

/** A model folder with the weights that SFT starts from. */
export interface PreparedModel extends Cached {
  readonly computing: Computing;
  /** Whether the model may think before it answers. */
  readonly thinking: boolean;
  /** Where it came from; absent for one that isn't from the Hub. */
  readonly source?: HubSource;
}

/** What makes things in the subprocess: its sources and its packages' versions. What it makes is found again by these. */
export function trainerIdentity(trainer: Pick<Trainer, "machine">) {
  return { sources: sourceHash(), versions: trainer.machine.versions };
}

/** A tiny model fits anywhere; of a large one, activations are computed again rather than kept, as the paper does. */
function computingOf(model: LanguageModelSettings): Computing {
  if (!("precision" in model)) return { precision: "float32", gradientCheckpointing: false };
  return { precision: model.precision === "float32" ? "float32" : "bfloat16", gradientCheckpointing: true };
}

/**
 * Gets the model that an experiment names: makes it, or finds or downloads it.
 *
 * @throws {CacheError} If a model was made before and is damaged.
 * @throws {TrainerError} If a model of the Hub can't be had.
 * @throws {PretrainedError} If a model's folder can't be used.
 */
export async function prepareModel(
  model: LanguageModelSettings,
  domains: readonly DomainName[],
  seed: number,
  trainer: Pick<Trainer, "machine" | "trainTokenizer" | "initModel" | "download">,
  cache: string,
  onDownload: (progress: DownloadProgress) => void = () => {},
): Promise<PreparedModel> {
  const computing = computingOf(model);
  switch (model.name) {
    case "hugging-face":
      return { ...await prepareHubModel(model, trainer, onDownload), computing, thinking: model.thinking };
    case "model-folder":
      return { ...await prepareFolderModel(model), computing, thinking: model.thinking };
    default:
      return { ...await makeTinyModel(model, domains, seed, trainer, cache), computing, thinking: false };
  }
}

/**
 * Makes a tiny model: its tokenizer is trained on the published SFT text of its domains and decides the vocabulary, which
 * is smaller than asked for if the text gives no more; its weights are drawn from `seed`.
 */
function makeTinyModel(
  model: TinyModel,
  domains: readonly DomainName[],
  seed: number,
  trainer: Pick<Trainer, "machine" | "trainTokenizer" | "initModel">,
  cache: string,
): Promise<Cached> {
  const { train } = trainingExamples(domains, publishedSizes(domains));
  const texts = train.flatMap(({ messages }) => messages.map(({ content }) => content));
  const inputs = {
    config: { ...tinyModelConfig(model) },
    seed,
    text: contentHash(texts),
    trainer: trainerIdentity(trainer),
  };
  return cached(cache, "model", inputs, async (folder) => {
    const textFile = `${folder}/text.jsonl`;
    await Deno.writeTextFile(textFile, texts.map((text) => JSON.stringify(text) + "\n").join(""));
    const { vocabularySize } = await trainer.trainTokenizer({ textFile, vocabularySize: model.vocabulary, folder });
    await Deno.remove(textFile);
    await trainer.initModel({ config: { ...tinyModelConfig({ ...model, vocabulary: vocabularySize }) }, seed, folder });
  });
}

import type { RunSettings } from "../../dsl/plan.ts";
import { publishedSizes, trainingExamples } from "../data/training_examples.ts";
import type { Domain } from "../games/types.ts";
import { contentHash } from "../json/content_hash.ts";
import { resolve } from "node:path";
import { readConfigJson } from "../memory/model_shape.ts";
import { KNOWN_MODELS } from "../models/known_models.ts";
import type { ConfigJson } from "../onnx/random_model.ts";
import { type TinyModel, tinyModelConfig } from "../onnx/tiny_model.ts";
import type { SftSettings, Trainer } from "../trainer/client.ts";
import type { DownloadProgress } from "../trainer/protocol.ts";
import { sourceHash } from "../trainer/source_hash.ts";
import { type Cached, cached } from "./cache.ts";
import { PretrainedError } from "./pretrained_error.ts";
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

/** Whether the project makes a model. */
function isTiny(model: LanguageModelSettings): model is Extract<LanguageModelSettings, TinyModel> {
  return !("precision" in model);
}

/** A tiny model fits anywhere; of a large one, activations are computed again rather than kept, as the paper does. */
function computingOf(model: LanguageModelSettings): Computing {
  if (isTiny(model)) return { precision: "float32", gradientCheckpointing: false };
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
  domains: readonly Domain[],
  seed: number,
  trainer: Pick<Trainer, "machine" | "trainTokenizer" | "initModel" | "download">,
  cache: string,
  onDownload: (progress: DownloadProgress) => void = () => {},
): Promise<PreparedModel> {
  const computing = computingOf(model);
  if (!isTiny(model) && model.weights === "random") {
    return { ...await makeRandomModel(model, domains, seed, trainer, cache), computing, thinking: false };
  }
  switch (model.name) {
    case "hugging-face":
      return { ...await prepareHubModel(model, trainer, onDownload), computing, thinking: model.thinking };
    case "model-folder":
      return { ...await prepareFolderModel(model), computing, thinking: model.thinking };
    default:
      return { ...await makeTinyModel(model, domains, seed, trainer, cache), computing, thinking: false };
  }
}

/** All turns of as many SFT examples of these domains as the published sets have. */
function sftTexts(domains: readonly Domain[]): string[] {
  const { train } = trainingExamples(domains, publishedSizes(domains.map(({ name }) => name)));
  return train.flatMap(({ messages }) => messages.map(({ content }) => content));
}

/** Trains a tokenizer into a folder, and returns how many tokens it has: no more than asked for, fewer if the text gives fewer. */
async function trainTokenizer(
  trainer: Pick<Trainer, "trainTokenizer">,
  texts: readonly string[],
  most: number,
  folder: string,
): Promise<number> {
  const textFile = `${folder}/text.jsonl`;
  await Deno.writeTextFile(textFile, texts.map((text) => JSON.stringify(text) + "\n").join(""));
  const { vocabularySize } = await trainer.trainTokenizer({ textFile, vocabularySize: most, folder });
  await Deno.remove(textFile);
  return vocabularySize;
}

/**
 * Makes a tiny model: its tokenizer is trained on SFT text of its domains, as much as is published, and decides the vocabulary, which
 * is smaller than asked for if the text gives no more; its weights are drawn from `seed`.
 */
function makeTinyModel(
  model: TinyModel,
  domains: readonly Domain[],
  seed: number,
  trainer: Pick<Trainer, "machine" | "trainTokenizer" | "initModel">,
  cache: string,
): Promise<Cached> {
  const texts = sftTexts(domains);
  const inputs = {
    config: { ...tinyModelConfig(model) },
    seed,
    text: contentHash(texts),
    trainer: trainerIdentity(trainer),
  };
  return cached(cache, "model", inputs, async (folder) => {
    const vocabularySize = await trainTokenizer(trainer, texts, model.vocabulary, folder);
    const config = { ...tinyModelConfig({ ...model, vocabulary: vocabularySize }) };
    await trainer.initModel({ config, seed, precision: "float32", folder });
  });
}

/** Tokens of the tokenizer that stands in for a rehearsed model's own, at most: the model's embeddings have more rows. */
const REHEARSAL_VOCABULARY = 4096;

/** The config.json of a model that is rehearsed rather than had. */
function rehearsedConfig(model: Exclude<LanguageModelSettings, TinyModel>): ConfigJson {
  if (model.name === "model-folder") return readConfigJson(resolve(model.path));
  const known = KNOWN_MODELS.get(model.repository);
  if (known !== undefined) return known.config;
  throw new PretrainedError(
    `Cannot rehearse "${model.repository}": its shape isn't known before it is downloaded; put its config.json into a folder ` +
      "and name that with modelFolder()",
  );
}

/**
 * Makes a model of a large one's shape with random weights, and a tokenizer of the domains' text in the place of its own.
 *
 * @throws {PretrainedError} If the shape isn't known.
 */
function makeRandomModel(
  model: Exclude<LanguageModelSettings, TinyModel>,
  domains: readonly Domain[],
  seed: number,
  trainer: Pick<Trainer, "machine" | "trainTokenizer" | "initModel">,
  cache: string,
): Promise<Cached> {
  const config = rehearsedConfig(model);
  const { precision } = computingOf(model);
  const texts = sftTexts(domains);
  const inputs = { config, seed, precision, text: contentHash(texts), trainer: trainerIdentity(trainer) };
  return cached(cache, "model", inputs, async (folder) => {
    await trainTokenizer(trainer, texts, REHEARSAL_VOCABULARY, folder);
    await trainer.initModel({ config: { ...config }, seed, precision, folder });
  });
}

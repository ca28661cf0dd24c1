import { contentHash } from "../json/content_hash.ts";
import type { RunSettings } from "../../dsl/plan.ts";
import { publishedSizes, trainingExamples } from "../data/training_examples.ts";
import type { DomainName } from "../games/domains.ts";
import { tinyModelConfig } from "../onnx/tiny_model.ts";
import type { Trainer } from "../trainer/client.ts";
import { sourceHash } from "../trainer/source_hash.ts";
import { type Cached, cached } from "./cache.ts";

/** A model that is a language model. */
export type LanguageModelSettings = Exclude<RunSettings["model"], { name: "tabular" }>;

/** What makes things in the subprocess: its sources and its packages' versions. What it makes is found again by these. */
export function trainerIdentity(trainer: Pick<Trainer, "machine">) {
  return { sources: sourceHash(), versions: trainer.machine.versions };
}

/**
 * A model folder with the weights that SFT starts from. A tiny model is made here: its tokenizer is trained on the
 * published SFT text of its domains and decides the vocabulary, which is smaller than asked for if the text gives no more; its weights are drawn from
 * `seed`.
 *
 * @throws {CacheError} If the model was made before and is damaged.
 */
export function prepareModel(
  model: LanguageModelSettings,
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

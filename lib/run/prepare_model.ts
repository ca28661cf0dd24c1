import type { RunSettings } from "../../dsl/plan.ts";
import { sftExamples } from "../data/sft_examples.ts";
import { DATASETS } from "../data/datasets.ts";
import type { DomainName } from "../games/domains.ts";
import { tinyQwenConfig } from "../onnx/tiny_qwen.ts";
import type { Trainer } from "../trainer/client.ts";
import { type Cached, cached } from "./cache.ts";

/** The seed of the SFT data sets, the paper's: every run learns from the same examples. */
export const DATA_SEED = 42;

/**
 * A model folder with the weights that SFT starts from. A tiny model is made here: its tokenizer is trained on the SFT
 * text, its weights are drawn from `seed`.
 */
export function prepareModel(
  model: RunSettings["model"],
  domain: DomainName,
  seed: number,
  trainer: Trainer,
  cache: string,
): Promise<Cached> {
  return cached(
    cache,
    "model",
    { version: 1, model, domain, seed, dataSeed: DATA_SEED },
    async (folder) => {
      const { train } = sftExamples(domain, { seed: DATA_SEED, ...DATASETS[domain] });
      const textFile = `${folder}/text.jsonl`;
      const lines = train.flatMap(({ messages }) => messages.map(({ content }) => JSON.stringify(content) + "\n"));
      await Deno.writeTextFile(textFile, lines.join(""));
      await trainer.trainTokenizer({ textFile, vocabularySize: model.vocabulary, folder });
      await Deno.remove(textFile);
      await trainer.initModel({ config: { ...tinyQwenConfig(model) }, seed, folder });
    },
  );
}

import { assert, assertEquals, assertRejects } from "@std/assert";
import { huggingFace, kuhn, modelFolder, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { sftExamples } from "../../lib/data/sft_examples.ts";
import { kuhnDomain } from "../../lib/games/kuhn/mod.ts";
import { tinyQwenConfig } from "../../lib/onnx/tiny_qwen.ts";
import qwen from "../../data/models/qwen3.5-4b.json" with { type: "json" };
import { CacheError } from "../../lib/run/cache.ts";
import { DATA_SEED } from "../../lib/data/training_examples.ts";
import { type LanguageModelSettings, prepareModel } from "../../lib/run/prepare_model.ts";
import { PretrainedError } from "../../lib/run/pretrained_error.ts";
import type { Trainer } from "../../lib/trainer/client.ts";
import type { Request } from "../../lib/trainer/protocol.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { MACHINE } from "./fake_machine.ts";

/** What the text gives, where the model asks for 768. */
const REACHED = 700;

/** A trainer that makes files of the right names, and keeps what it was asked. */
class FakeTrainer implements Pick<Trainer, "machine" | "trainTokenizer" | "initModel" | "download"> {
  readonly machine: Trainer["machine"];
  readonly texts: string[][] = [];
  readonly models: Request<"initModel">[] = [];
  vocabularyAsked = 0;

  constructor(machine = MACHINE) {
    this.machine = machine;
  }

  async trainTokenizer({ textFile, vocabularySize, folder }: Request<"trainTokenizer">) {
    this.vocabularyAsked = vocabularySize;
    const lines = (await Deno.readTextFile(textFile)).trimEnd().split("\n");
    this.texts.push(lines.map((line) => JSON.parse(line)));
    await Deno.writeTextFile(`${folder}/tokenizer.json`, "{}");
    return { vocabularySize: REACHED };
  }

  download(): ReturnType<Trainer["download"]> {
    throw new Error("A tiny model is made, not downloaded");
  }

  async initModel(request: Request<"initModel">) {
    this.models.push(request);
    await Deno.writeTextFile(`${request.folder}/config.json`, JSON.stringify(request.config));
    return { parameters: 1 };
  }
}

const { base: { model } } = compile(
  { name: "x", description: "x", model: tinyQwen({ vocabulary: 768 }), domain: kuhn() },
  { source: "x.ts" },
);

assert(model.name === "tiny-qwen");

Deno.test("prepareModel() trains the tokenizer on every turn of the SFT text and sizes the model by what it reached", () =>
  temporaryFolder(async (cache) => {
    const trainer = new FakeTrainer();
    const { files } = await prepareModel(model, [kuhnDomain()], 7, trainer, cache);
    const { train } = sftExamples(kuhnDomain(), { seed: DATA_SEED, train: 6400, valid: 1600 });
    assertEquals(trainer.texts, [train.flatMap(({ messages }) => messages.map(({ content }) => content))]);
    assertEquals(trainer.vocabularyAsked, 768);
    const [made] = trainer.models;
    assertEquals(made?.config, { ...tinyQwenConfig({ ...model, vocabulary: REACHED }) });
    assertEquals(made?.seed, 7);
    // The text is the data set's and is not kept with the model.
    assertEquals(Object.keys(files), ["config.json", "inputs.json", "tokenizer.json"]);
  }));

Deno.test("prepareModel() is done once for a size, a seed and a trainer", () =>
  temporaryFolder(async (cache) => {
    const trainer = new FakeTrainer();
    const newer = new FakeTrainer({ ...MACHINE, versions: { ...MACHINE.versions, torch: "2.14.0" } });
    const first = await prepareModel(model, [kuhnDomain()], 7, trainer, cache);
    assertEquals({ ...await prepareModel(model, [kuhnDomain()], 7, trainer, cache), hit: false }, first);
    const others = [
      await prepareModel(model, [kuhnDomain()], 8, trainer, cache),
      await prepareModel({ ...model, layers: 8 }, [kuhnDomain()], 7, trainer, cache),
      await prepareModel(model, [kuhnDomain()], 7, newer, cache),
    ];
    assertEquals(others.map(({ hit }) => hit), [false, false, false]);
    assertEquals(new Set([first, ...others].map(({ folder }) => folder)).size, 4);
  }));

Deno.test("prepareModel() names the folder to remove where its config is missing", () =>
  temporaryFolder(async (cache) => {
    const trainer = new FakeTrainer();
    const { folder } = await prepareModel(model, [kuhnDomain()], 7, trainer, cache);
    await Deno.remove(`${folder}/config.json`);
    const { message } = await assertRejects(() => prepareModel(model, [kuhnDomain()], 7, trainer, cache), CacheError);
    assertEquals(
      message,
      `Cannot use the cached stage "${folder}": "config.json" is missing; remove that folder and run again to make it anew`,
    );
  }));

/** Settings of a model that is rehearsed. */
function rehearsed(model: ReturnType<typeof huggingFace> | ReturnType<typeof modelFolder>): LanguageModelSettings {
  const set = [{ path: "model.weights", value: "random" }];
  const { base } = compile({ name: "x", description: "x", model, domain: kuhn() }, { source: "x.ts", set });
  assert(base.model.name !== "tabular");
  return base.model;
}

Deno.test("prepareModel() makes a rehearsed model of the shape of the one that isn't had, and downloads nothing", () =>
  temporaryFolder(async (cache) => {
    const trainer = new FakeTrainer();
    const settings = rehearsed(huggingFace("Qwen/Qwen3.5-4B"));
    const { folder, computing, source } = await prepareModel(settings, [kuhnDomain()], 7, trainer, cache);
    const [made] = trainer.models;
    assertEquals(made?.config, { ...qwen });
    // The numbers that the paper's model is published with.
    assertEquals(
      ["hidden_size", "num_hidden_layers", "vocab_size"].map((name) => made?.config[name]),
      [2560, 32, 248_320],
    );
    assertEquals([made?.precision, computing.precision], ["bfloat16", "bfloat16"]);
    assertEquals(source, undefined);
    const again = await prepareModel(settings, [kuhnDomain()], 7, trainer, cache);
    assertEquals([again.folder, again.hit], [folder, true]);
    assertEquals((await prepareModel(settings, [kuhnDomain()], 8, trainer, cache)).hit, false);
  }));

Deno.test("prepareModel() rehearses a folder's model by its config alone, and says where a shape isn't known", () =>
  temporaryFolder(async (folder) => {
    const trainer = new FakeTrainer();
    const config = { model_type: "qwen3_5_text", hidden_size: 24 };
    await Deno.mkdir(`${folder}/mine`);
    await Deno.writeTextFile(`${folder}/mine/config.json`, JSON.stringify(config));
    await prepareModel(rehearsed(modelFolder(`${folder}/mine`)), [kuhnDomain()], 7, trainer, `${folder}/cache`);
    assertEquals(trainer.models[0]?.config, config);
    const unknown = rehearsed(huggingFace("lab/new"));
    const { message } = await assertRejects(
      async () => await prepareModel(unknown, [kuhnDomain()], 7, trainer, `${folder}/cache`),
      PretrainedError,
    );
    assertEquals(
      message,
      'Cannot rehearse "lab/new": its shape isn\'t known before it is downloaded; put its config.json into a folder and name ' +
        "that with modelFolder()",
    );
  }));

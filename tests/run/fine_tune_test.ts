import { assertEquals, assertRejects } from "@std/assert";
import { kuhn, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { sftExamples } from "../../lib/data/sft_examples.ts";
import { kuhnDomain } from "../../lib/games/kuhn/mod.ts";
import type { Demonstration } from "../../lib/games/types.ts";
import { CacheError } from "../../lib/run/cache.ts";
import { fineTune } from "../../lib/run/fine_tune.ts";
import { DATA_SEED } from "../../lib/data/training_examples.ts";
import type { SftData, SftSettings, Trainer } from "../../lib/trainer/client.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { idOf, TURN_END, TURN_START, writeByteTokenizer } from "./byte_tokenizer.ts";
import { MACHINE } from "./fake_machine.ts";

const STEPS = 450;

/** A trainer that fine-tunes nothing, keeps what it was asked, and reports a loss of 1/step. */
class FakeTrainer implements Pick<Trainer, "machine" | "sft"> {
  readonly machine = MACHINE;
  readonly asked: { readonly settings: SftSettings; readonly data: SftData }[] = [];

  async sft(settings: SftSettings, data: SftData, onProgress: Parameters<Trainer["sft"]>[2] = () => {}) {
    this.asked.push({ settings, data });
    for (let step = 1; step <= STEPS; step++) {
      onProgress({ step, steps: STEPS, loss: 1 / step, tokensPerSecond: 100 });
    }
    await Deno.writeTextFile(`${settings.folder}/model.safetensors`, "weights");
    return {
      trainLoss: 0.5,
      validLoss: 0.25,
      steps: STEPS,
      tokens: 1,
      computedTokens: 1,
      leftOut: 3,
      modules: ["model.layers.3.self_attn.q_proj"],
      trainingSeconds: 1,
      seconds: 2,
    };
  }
}

const { base: settings } = compile({
  name: "fine-tune",
  description: "Few examples",
  model: tinyQwen(),
  domain: kuhn(),
  sft: { examples: 4, validationExamples: 2, epochs: 7, warmupRatio: 0.25 },
}, { source: "fine-tune.ts" });
const { sft } = settings;

interface Setup {
  readonly trainer: FakeTrainer;
  readonly cache: string;
  readonly tune: (seed: number, weights?: "all" | "lora") => ReturnType<typeof fineTune>;
}

/** Runs `check` with a base model that is a tokenizer alone. */
function withBase(check: (setup: Setup) => Promise<void>): Promise<void> {
  return temporaryFolder(async (root) => {
    const [base, cache] = [`${root}/base`, `${root}/cache`];
    Deno.mkdirSync(base);
    writeByteTokenizer(base);
    const trainer = new FakeTrainer();
    const computing = { precision: "bfloat16", gradientCheckpointing: true } as const;
    const found = { folder: base, key: "base", computing };
    const tune = (seed: number, weights: "all" | "lora" = "lora") =>
      fineTune({ ...sft, weights }, [kuhnDomain()], found, seed, trainer, cache, () => {});
    await check({ trainer, cache, tune });
  });
}

const bytes = (text: string) => [...new TextEncoder().encode(text)].map(idOf);

/** What a demonstration is in tokens, by the chat template: turns in markers, the assistant's without its line feed. */
function expected({ messages: [system, user, assistant] }: Demonstration) {
  const turn = (role: string, text: string) => [TURN_START, ...bytes(`${role}\n${text}`), TURN_END, ...bytes("\n")];
  return {
    prompt: [
      ...turn("system", system.content),
      ...turn("user", user.content),
      TURN_START,
      ...bytes("assistant\n"),
    ],
    reply: [...bytes(assistant.content), TURN_END],
  };
}

Deno.test("fineTune() teaches the published examples as play asks them: the chat as prompt, then reply and stop token", () =>
  withBase(async ({ trainer, tune }) => {
    await tune(42);
    const drawn = sftExamples(kuhnDomain(), { seed: DATA_SEED, train: 6400, valid: 1600 });
    const { train, valid } = trainer.asked[0]!.data;
    for (
      const [sequences, examples] of [[train, drawn.train.slice(0, 4)], [valid!, drawn.valid.slice(0, 2)]] as const
    ) {
      const wanted = examples.map(expected);
      assertEquals([...sequences.tokens], wanted.flatMap(({ prompt, reply }) => [...prompt, ...reply]));
      assertEquals([...sequences.promptLengths], wanted.map(({ prompt }) => prompt.length));
    }
  }));

Deno.test("fineTune() passes the experiment's settings on, and an adapter only where one is asked for", () =>
  withBase(async ({ trainer, tune }) => {
    await tune(42);
    await tune(42, "all");
    const [lora, all] = trainer.asked.map(({ settings }) => settings);
    assertEquals([lora!.precision, lora!.gradientCheckpointing], ["bfloat16", true]);
    assertEquals([lora!.epochs, lora!.warmup, lora!.seed, lora!.weights], [7, 0.25, 42, sft.lora]);
    assertEquals(all!.weights, "all");
  }));

Deno.test("fineTune() reports losses thinned to a plot, what was left out and what carried the adapter", () =>
  withBase(async ({ tune }) => {
    const { report } = await tune(42);
    // 450 steps in at most 200 points: every third.
    assertEquals(report.training.map(({ step }) => step), Array.from({ length: 150 }, (_, at) => 3 * (at + 1)));
    assertEquals(report.training[1], { step: 6, loss: 1 / 6 });
    assertEquals(report.validation, [{ step: STEPS, loss: 0.25 }]);
    assertEquals([report.leftOut, report.modules], [3, ["model.layers.3.self_attn.q_proj"]]);
  }));

Deno.test("fineTune() is done once for its inputs, and reports the same when it is found again", () =>
  withBase(async ({ trainer, tune }) => {
    const first = await tune(42);
    const again = await tune(42);
    assertEquals([first.hit, again.hit, trainer.asked.length], [false, true, 1]);
    assertEquals({ ...again, hit: false }, first);
    assertEquals(Object.keys(first.files), ["inputs.json", "model.safetensors", "report.json"]);
    assertEquals((await tune(43)).hit, false);
    assertEquals((await tune(42, "all")).hit, false);
  }));

Deno.test("fineTune() names the folder to remove where its weights are truncated", () =>
  withBase(async ({ tune }) => {
    const { folder } = await tune(42);
    await Deno.truncate(`${folder}/model.safetensors`, 3);
    await assertRejects(() => tune(42), CacheError, `the cached stage "${folder}": "model.safetensors" is damaged`);
  }));

import { join } from "node:path";
import type { RunSettings } from "../../dsl/plan.ts";
import type { Device } from "../cuda/device.ts";
import { trainingExamples } from "../data/training_examples.ts";
import type { PastCheckpoint } from "../games/model_opponents.ts";
import type { Domain } from "../games/types.ts";
import { contentHash } from "../json/content_hash.ts";
import type { Stream } from "../random/uniform.ts";
import { type BatchSizes, LARGEST } from "../memory/batch_sizes.ts";
import { fitBatch, smallestDevice } from "../memory/fit_batch.ts";
import { memoryQuestion, modelShape, readConfigJson } from "../memory/model_shape.ts";
import { parseModelConfig } from "../onnx/config.ts";
import { type Engine, type EngineOptions, openEngine } from "../rollout/engine.ts";
import { LanguagePolicy } from "../rollout/language_policy.ts";
import { type PolicyPlayers, policyPlayers } from "../rollout/policy_players.ts";
import type { Rehearsal } from "../rollout/rehearsal.ts";
import { loadTokenizer, type Tokenizer } from "../rollout/tokenizer.ts";
import { packDecisions } from "../trainer/batch.ts";
import { openTrainer, type PolicySettings, type Trainer } from "../trainer/client.ts";
import type { DownloadProgress, SftProgress } from "../trainer/protocol.ts";
import type { CreditedTurn } from "./credit_decisions.ts";
import { fineTune, type FineTuned } from "./fine_tune.ts";
import { lossChoice } from "./loss_choice.ts";
import type { Learner, StageReport, StepLoss, StepOutcome } from "./learner.ts";
import { type LanguageModelSettings, type PreparedModel, prepareModel, trainerIdentity } from "./prepare_model.ts";

/** The engine's name for the adapter of an earlier policy. */
const adapterName = (checkpoint: PastCheckpoint) => `past(${checkpoint})`;

/** The current policy's adapter in a folder that the trainer saved, and those of earlier ones in a state's. */
const ADAPTER = "adapter_model.safetensors";
const keptFile = (checkpoint: PastCheckpoint) => `past-${checkpoint}.safetensors`;

/** What a language model is trained with. */
export interface LanguageLearnerOptions {
  readonly model: LanguageModelSettings;
  readonly settings: RunSettings;
  readonly domains: readonly Domain[];
  readonly seed: number;
  /** The interpreter that the trainer runs on. */
  readonly python: string;
  /** The trainer's log file. */
  readonly log: string;
  /** The folder of cached stages. */
  readonly cache: string;
  /** Where rollouts and gradient steps are computed. */
  readonly device: Device;
  readonly signal: AbortSignal;
  /** CPU threads of the trainer and of the engine; their own choice if absent. */
  readonly threads?: number;
  /** Bounds on batches; what fits into the device's memory where one is left out. */
  readonly batches: Partial<BatchSizes>;
  /** Told, in one line, what a user should know of how the model is computed. */
  readonly onNote: (line: string) => void;
  readonly onDownload: (progress: DownloadProgress) => void;
  readonly onSft: (progress: SftProgress) => void;
}

/** Starts the trainer of a language model. */
export async function openLanguageLearner(options: LanguageLearnerOptions): Promise<Learner> {
  const { python, log, device: { kind: device }, signal, threads } = options;
  const trainer = await openTrainer({ python, log, device, signal, ...threads === undefined ? {} : { threads } });
  return new LanguageLearner(options, trainer);
}

/** A language model: PyTorch computes its gradients, ONNX Runtime plays with the same weights. */
class LanguageLearner implements Learner {
  readonly #options: LanguageLearnerOptions;
  readonly #trainer: Trainer;
  #base: PreparedModel | undefined;
  #tuned: FineTuned | undefined;
  #tokenizer: Tokenizer | undefined;
  #engine: Engine | undefined;
  #batches: BatchSizes | undefined;
  #rehearsal: Rehearsal | undefined;
  /** The adapter's file after the last step; none before the first. */
  #adapter: string | undefined;
  /** The adapters' files of earlier policies, in memory: on disk the trainer replaces them. None is the model by itself. */
  readonly #kept = new Map<PastCheckpoint, Uint8Array | undefined>();

  constructor(options: LanguageLearnerOptions, trainer: Trainer) {
    this.#options = options;
    this.#trainer = trainer;
  }

  get machine() {
    return this.#trainer.machine;
  }

  async prepare(): Promise<StageReport> {
    const { model, domains, seed, cache, device, onNote, onDownload } = this.#options;
    this.#base = await prepareModel(model, domains, seed, this.#trainer, cache, onDownload);
    this.#tokenizer = await loadTokenizer(this.#base.folder, this.#base);
    this.#batches = this.#fitBatches(this.#base.folder);
    if (model.weights === "random") this.#rehearsal = demonstratedLengths(this.#tokenizer, domains);
    if (device.kind === "cuda" && this.#withoutKernels(this.#base.folder)) onNote(WITHOUT_KERNELS);
    await this.#open({ model: this.#base.folder });
    return { ...this.#base, batches: this.#batches };
  }

  async fineTune(): Promise<StageReport> {
    const { settings: { sft, sepo }, domains, seed, cache, onSft } = this.#options;
    await this.#engine?.close();
    this.#tuned = await fineTune(sft, domains, made(this.#base), seed, this.#trainer, cache, onSft);
    await this.#open({ model: this.#tuned.folder, lora: sepo.lora });
    return { ...this.#tuned, ...this.#tuned.report };
  }

  async begin(): Promise<StageReport> {
    const { settings: { sepo: { lora, learningRate, weightDecay, maxGradNorm } }, seed } = this.#options;
    const { folder, key: sft } = made(this.#tuned);
    const policy: Omit<PolicySettings, "model"> = {
      lora: { ...lora, dropout: 0, seed },
      learningRate,
      weightDecay,
      maxGradNorm,
      ...made(this.#base).computing,
    };
    const { modules } = await this.#trainer.load({ model: folder, ...policy });
    const key = contentHash({ sft, policy, trainer: trainerIdentity(this.#trainer) });
    return { key, files: {}, modules, hit: false };
  }

  ask(stream: Stream, temperature: number): PolicyPlayers {
    const { settings: { sepo: { maxNewTokens } }, seed } = this.#options;
    const options = {
      engine: made(this.#engine),
      tokenizer: made(this.#tokenizer),
      seed,
      stream,
      temperature,
      maxNewTokens,
      limits: made(this.#batches),
      ...this.#rehearsal === undefined ? {} : { rehearsal: this.#rehearsal },
    };
    return policyPlayers((past) =>
      new LanguagePolicy(past === undefined ? options : { ...options, adapter: adapterName(past) })
    );
  }

  async step(turns: readonly CreditedTurn[], { normalizer, measureParts }: StepLoss): Promise<StepOutcome> {
    const { sepo } = this.#options.settings;
    const batch = packDecisions(turns.map(({ answer: { reply }, advantage, part }) => ({
      prompt: reply.promptTokens,
      reply: reply.tokens,
      logProbs: reply.logProbs,
      advantage,
      part,
    })));
    const loss = { ...lossChoice(sepo), normalizer, temperature: sepo.temperature };
    const step = await this.#trainer.step(batch, loss, { tokenBudget: made(this.#batches).trainTokens, measureParts });
    await this.#play(step.adapter);
    const { gradNorm, kl, logRatioToReference, clipFraction, correction, entropy, ratio, samplerGap, parts } = step;
    return {
      report: {
        loss: step.loss,
        gradNorm,
        kl,
        logRatioToReference,
        clipFraction,
        ...correction === null ? {} : { correction },
        entropy,
        ratio,
        logProbGap: samplerGap,
        tokens: { all: step.tokens, computed: step.computedTokens },
        ...parts === null ? {} : { parts: { norms: parts.norms, cosines: parts.cosines } },
      },
      seconds: step.seconds,
    };
  }

  async keep(checkpoint: PastCheckpoint): Promise<void> {
    await made(this.#engine).setAdapter(this.#adapter, adapterName(checkpoint));
    this.#kept.set(checkpoint, this.#adapter === undefined ? undefined : await Deno.readFile(this.#adapter));
  }

  async saveState(folder: string): Promise<void> {
    await this.#trainer.save(folder);
    for (const [checkpoint, adapter] of this.#kept) {
      if (adapter !== undefined) await Deno.writeFile(`${folder}/${keptFile(checkpoint)}`, adapter);
    }
  }

  async restoreState(folder: string, options?: { readonly forked: boolean }): Promise<void> {
    const { steps } = await this.#trainer.restore(folder, options);
    // Before the first step the engine plays without an adapter, and its numbers are to stay the same.
    if (steps > 0) await this.#play(`${folder}/${ADAPTER}`);
    for (const checkpoint of this.#kept.keys()) {
      const path = `${folder}/${keptFile(checkpoint)}`;
      const adapter = await readIfThere(path);
      this.#kept.set(checkpoint, adapter);
      await made(this.#engine).setAdapter(adapter === undefined ? undefined : path, adapterName(checkpoint));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine?.close();
    await this.#trainer[Symbol.asyncDispose]();
  }

  /** How much is computed at a time: what the device has memory for, bounded as asked. */
  #fitBatches(folder: string): BatchSizes {
    const { settings, device: { kind }, batches } = this.#options;
    if (kind === "cpu") return { ...LARGEST, ...batches };
    const shape = modelShape(readConfigJson(folder), join(folder, "config.json"), settings.sepo.lora);
    const { memoryBytes, name } = this.#trainer.machine.device;
    const question = memoryQuestion(settings, shape, kind);
    const fitting = fitBatch(question, memoryBytes);
    if (fitting === undefined) {
      const [needed, there] = [smallestDevice(question), memoryBytes].map((bytes) => (bytes / 1e9).toFixed(1));
      throw new MemoryError(
        `Cannot run on ${name}: its ${there} GB of memory are too few, ${needed} GB are the least; a smaller model, or ` +
          "sepo.maxNewTokens lowered, would fit",
      );
    }
    return { ...fitting, ...batches };
  }

  /** Whether the trainer lacks the fused kernels that there are for the model's linear attention. */
  #withoutKernels(folder: string): boolean {
    const { architecture } = parseModelConfig(readConfigJson(folder), join(folder, "config.json"));
    return architecture === "qwen3_5" && this.#trainer.machine.versions["flash-linear-attention"] === undefined;
  }

  /** Plays with an adapter from now on. */
  async #play(adapter: string): Promise<void> {
    this.#adapter = adapter;
    await made(this.#engine).setAdapter(adapter);
  }

  async #open(options: Pick<EngineOptions, "model" | "lora">): Promise<void> {
    const { stopTokens } = made(this.#tokenizer);
    const { model, device, threads } = this.#options;
    this.#engine = await openEngine({
      ...options,
      device,
      ...precisionOf(model),
      stopTokens,
      ...threads === undefined ? {} : { threads },
    });
  }
}

/** What rollouts on a GPU compute in, where the model's settings say. */
function precisionOf(model: LanguageModelSettings): Pick<EngineOptions, "precision"> {
  return "precision" in model ? { precision: model.precision } : {};
}

/** What is said where the trainer computes linear attention slowly. */
const WITHOUT_KERNELS =
  "Training computes Qwen's linear attention in PyTorch's own operations, which is right and slow: " +
  "flash-linear-attention in the Python environment makes it faster";

/** Demonstrators' replies that lengths are taken from. */
const DEMONSTRATIONS = 1024;

/** How long the demonstrators' replies are, with what ends them: what SFT teaches. */
function demonstratedLengths(tokenizer: Tokenizer, domains: readonly Domain[]): Rehearsal {
  const { train } = trainingExamples(domains, { train: DEMONSTRATIONS, valid: 0 });
  return { lengths: train.map(({ messages: [, , { content }] }) => tokenizer.encodeText(content).length + 1) };
}

/** A device whose memory the model's smallest batches exceed. */
class MemoryError extends Error {
  override readonly name = "MemoryError";
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** What an earlier stage made. */
function made<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError("A stage was asked for before the one that it needs");
  return value;
}

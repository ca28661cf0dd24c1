/**
 * The trainer: PyTorch in a subprocess that fine-tunes models and takes gradient steps.
 *
 * @example
 * ```ts
 * await using trainer = await openTrainer({ log: "results/trainer.log", device: "cpu" });
 * await trainer.load({ model, lora, learningRate: 1e-5, weightDecay: 0, maxGradNorm: 1, precision, gradientCheckpointing });
 * const { adapter, samplerGap } = await trainer.step(packDecisions(decisions), loss, { tokenBudget: 2048 });
 * ```
 */
import { join } from "node:path";
import type { Device } from "../cuda/device.ts";
import { readSafetensors, SafetensorsError } from "../safetensors/safetensors.ts";
import { type Batch, type Sequences, writeBatch, writeSequences } from "./batch.ts";
import { ensurePython } from "./environment.ts";
import {
  type DownloadProgress,
  downloadProgressSchema,
  type Request,
  type Result,
  type SftProgress,
  sftProgressSchema,
} from "./protocol.ts";
import { makeScratch, removeScratch } from "./scratch.ts";
import { Subprocess, TrainerError } from "./subprocess.ts";

export { TrainerError } from "./subprocess.ts";

/** How a trainer is opened. */
export interface TrainerOptions {
  /** A Python interpreter with the pinned packages; {@linkcode ensurePython}'s if absent. */
  readonly python?: string;
  /** The log file, appended to; its folder is made. */
  readonly log: string;
  /** Where the scratch folder is made; shared memory or the temp folder if absent. */
  readonly scratch?: string;
  /** Where the arithmetic runs. */
  readonly device: Device["kind"];
  /** CPU threads; PyTorch's choice if absent. */
  readonly threads?: number;
  /** Told in one line what setting up takes, if there is something to set up. */
  readonly onProgress?: (line: string) => void;
  /** Ends the subprocess when it is aborted, whatever that is doing: what it was asked for fails. */
  readonly signal?: AbortSignal;
}

/** What is fine-tuned on, and perhaps validated on. */
export interface SftData {
  readonly train: Sequences;
  readonly valid?: Sequences;
}

/** Settings of a fine-tuning; the examples come beside them. */
export type SftSettings = Omit<Request<"sft">, "data">;

/** Settings of the policy that gradient steps are taken on. */
export type PolicySettings = Request<"load">;

/** Settings of a gradient step's loss. */
export type LossSettings = Request<"step">["loss"];

/** How a gradient step is computed. */
export type StepOptions = Pick<Request<"step">, "tokenBudget" | "measureParts">;

/** What a gradient step reports. */
export type StepReport = Result<"step">;

/**
 * Starts the subprocess, with its Python environment made first if need be, and waits until it answers.
 *
 * @throws {TrainerError} If it doesn't start, or its log can't be written.
 * @throws {Error} As {@linkcode ensurePython}; the signal's reason if it was aborted before.
 */
export async function openTrainer(options: TrainerOptions): Promise<Trainer> {
  const { onProgress, device, threads, log, signal } = options;
  const stoppable = signal === undefined ? {} : { signal };
  const python = options.python ??
    await ensurePython({ ...stoppable, ...(onProgress === undefined ? {} : { onProgress }) });
  signal?.throwIfAborted();
  const scratch = makeScratch(options.scratch);
  const subprocess = new Subprocess({
    python,
    log,
    scratch,
    device,
    ...stoppable,
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    return new Trainer(subprocess, scratch, await subprocess.ask("hello", {}));
  } catch (error) {
    await subprocess.end();
    throw error;
  }
}

/** An open trainer. Every method throws a {@linkcode TrainerError} if what it asks for fails or the subprocess dies. */
export class Trainer implements AsyncDisposable {
  readonly #subprocess: Subprocess;
  readonly #scratch: string;
  #files = 0;
  #closed = false;

  /** Versions, device and memory as the subprocess found them. */
  readonly machine: Result<"hello">;

  /** For {@linkcode openTrainer}. */
  constructor(subprocess: Subprocess, scratch: string, machine: Result<"hello">) {
    this.#subprocess = subprocess;
    this.#scratch = scratch;
    this.machine = machine;
  }

  /** The operating system's number for the subprocess. */
  get pid(): number {
    return this.#subprocess.pid;
  }

  /** Trains a byte-level BPE tokenizer on a JSONL file of strings and writes it into a model folder. */
  trainTokenizer(request: Request<"trainTokenizer">): Promise<Result<"trainTokenizer">> {
    return this.#subprocess.ask("trainTokenizer", request);
  }

  /** Writes a model with random weights: config.json and float32 model.safetensors. */
  initModel(request: Request<"initModel">): Promise<Result<"initModel">> {
    return this.#subprocess.ask("initModel", request);
  }

  /**
   * Finds a model of the Hugging Face Hub in the Hub's cache, or downloads what is missing there. Weights are safetensors
   * alone, and no code is among the files.
   */
  download(
    request: Request<"download">,
    onProgress: (progress: DownloadProgress) => void = () => {},
  ): Promise<Result<"download">> {
    return this.#subprocess.ask(
      "download",
      request,
      (progress) => onProgress(downloadProgressSchema.parse(progress)),
    );
  }

  /** Fine-tunes a model on the replies of `data` and writes the result as a model folder. Unloads the policy, if any. */
  sft(
    settings: SftSettings,
    data: SftData,
    onProgress: (progress: SftProgress) => void = () => {},
  ): Promise<Result<"sft">> {
    return this.#withFiles((file) => {
      const train = file("train");
      writeSequences(train, data.train);
      const valid = data.valid === undefined ? undefined : file("valid");
      if (data.valid !== undefined && valid !== undefined) writeSequences(valid, data.valid);
      return this.#subprocess.ask(
        "sft",
        { ...settings, data: valid === undefined ? { train } : { train, valid } },
        (progress) => onProgress(sftProgressSchema.parse(progress)),
      );
    });
  }

  /** Loads a model, frozen, with a new adapter and its optimizer: the policy of the methods below. */
  load(settings: PolicySettings): Promise<Result<"load">> {
    return this.#subprocess.ask("load", settings);
  }

  /** Takes one gradient step on a batch and reports it. The policy is unchanged if it fails. */
  step(batch: Batch, loss: LossSettings, options: StepOptions): Promise<StepReport> {
    return this.#withFiles((file) => {
      const path = file("batch");
      writeBatch(path, batch);
      return this.#subprocess.ask("step", { ...options, batch: path, loss });
    });
  }

  /** Log-probs of the reply tokens in order, in nats, under the policy (adapter `on`) or its reference (`off`). */
  logProbs(
    sequences: Sequences,
    settings: Omit<Request<"logProbs">, "batch" | "output">,
  ): Promise<Float32Array> {
    return this.#withFiles(async (file) => {
      const batch = file("sequences");
      const output = file("log-probs");
      writeSequences(batch, sequences);
      await this.#subprocess.ask("logProbs", { ...settings, batch, output });
      const logProbs = readSafetensors(output).get("logProbs")?.data;
      if (!(logProbs instanceof Float32Array)) {
        throw new SafetensorsError(`Cannot find float32 "logProbs" in "${output}"`);
      }
      return logProbs;
    });
  }

  /** Saves adapter, optimizer and random state into a folder, in place of what it held. */
  save(folder: string): Promise<Result<"save">> {
    return this.#subprocess.ask("save", { folder });
  }

  /**
   * Puts a saved state into a loaded policy of equal settings, which goes on as if it had never stopped. One that is
   * `forked` from it may have another learning rate, weight decay and clip.
   */
  restore(folder: string, { forked = false } = {}): Promise<Result<"restore">> {
    return this.#subprocess.ask("restore", { folder, forked });
  }

  /** Writes the policy's adapter as a safetensors file with peft's names. */
  adapter(path: string): Promise<Result<"adapter">> {
    return this.#subprocess.ask("adapter", { path });
  }

  /** Ends the subprocess and removes the scratch folder. Closing twice does nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      await this.#subprocess.ask("close", {});
    } catch (error) {
      // Closing is the way out of a failure too: a subprocess that has died is as closed as can be.
      if (!(error instanceof TrainerError && error.kind === "died")) throw error;
    } finally {
      await this.#subprocess.end();
    }
  }

  /** Closes the trainer at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Runs `use` with a function that names files in the scratch folder, and removes those files afterwards. */
  async #withFiles<T>(use: (file: (name: string) => string) => Promise<T>): Promise<T> {
    const paths: string[] = [];
    try {
      return await use((name) => {
        const path = join(this.#scratch, `${name}-${this.#files++}.safetensors`);
        paths.push(path);
        return path;
      });
    } finally {
      for (const path of paths) removeScratch(path);
    }
  }
}

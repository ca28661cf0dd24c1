import type { Device } from "../cuda/device.ts";
import type { Precision } from "../onnx/graph.ts";
import type { LoraSpec } from "../onnx/lora.ts";
import type { Reply, Request } from "./worker_protocol.ts";

export type { LoraSpec };

/** The adapter that batches use unless they name another. */
export const CURRENT_ADAPTER = "";

/** What a model is opened with. */
export interface EngineOptions {
  /** Folder with config.json and the weights: model.safetensors, or the files of model.safetensors.index.json. */
  readonly model: string;
  /** Makes room for an adapter, see {@linkcode Engine.setAdapter}. */
  readonly lora?: LoraSpec;
  readonly device: Device;
  /** Type of weights, activations and caches on a GPU; a CPU computes in float32 whatever it is, as a GPU does by default. */
  readonly precision?: Precision;
  /**
   * CPU threads of one operation; ONNX Runtime's choice (one a core) if left out. Threads wait for each other by spinning:
   * where other work keeps cores busy, fewer are faster.
   */
  readonly threads?: number;
  /** Token ids that end a reply. */
  readonly stopTokens: readonly number[];
}

/** Replies to generate together. B rows, each after one of P prompts. */
export interface GenerateBatch {
  /** Token ids of the distinct prompts, each at least one token: a prompt is computed once, however many rows share it. */
  readonly prompts: readonly Int32Array[];
  /** [B]: row → index into `prompts`. */
  readonly promptOf: Int32Array;
  /** [B · steps], row-major: the uniform in [0, 1) that decides each token. */
  readonly uniforms: Float32Array;
  /** Most new tokens of a row. */
  readonly steps: number;
  /** Divides the logits; above 0. */
  readonly temperature: number;
  /** [B · steps], row-major: −1 to sample, else the token to take there. Scores continuations that are known already. */
  readonly forced?: Int32Array;
  /** The adapter to generate with, by the name it was given; the one without a name if left out. */
  readonly adapter?: string;
}

/** What a batch said. */
export interface Generation {
  /** Each row's new tokens, the stop token included. */
  readonly tokens: readonly Int32Array[];
  /** Log-probability of each token under softmax(logits ÷ temperature), in nats; also of forced ones. */
  readonly logProbs: readonly Float32Array[];
  /** Whether a row ended with a stop token rather than for want of steps. */
  readonly stopped: readonly boolean[];
  /** Seconds inside ONNX Runtime. */
  readonly seconds: number;
}

/** A model that is ready to generate. It holds a thread and memory until it is closed. */
export interface Engine extends AsyncDisposable {
  /**
   * Takes another adapter from the next batch on: a safetensors file in peft's format, or `undefined` for the model
   * without one, which is how an engine starts. Adapters of other names stand beside it, for batches that ask for them.
   *
   * @throws {EngineError} If the file does not hold exactly the matrices of the engine's `lora`.
   */
  setAdapter(path: string | undefined, name?: string): Promise<void>;
  /**
   * Generates a batch. On a CPU, the same batch gives the same tokens and numbers to the bit.
   *
   * @throws {EngineError} If the batch does not fit the model or itself.
   */
  generate(batch: GenerateBatch): Promise<Generation>;
  /** Ends the engine; whatever still waits for it fails. */
  close(): Promise<void>;
}

/** Something that the engine was asked for and can't do; the message says what, and what would do. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/**
 * Opens a model in a worker of its own, since a run of ONNX Runtime blocks its thread.
 *
 * @example
 * ```ts
 * import { openEngine } from "./engine.ts";
 * const engine = await openEngine({ model: "models/tiny", device: { kind: "cpu" }, stopTokens: [2] });
 * const { tokens } = await engine.generate({
 *   prompts: [Int32Array.of(5, 6, 7)],
 *   promptOf: Int32Array.of(0, 0), // two replies to one prompt
 *   uniforms: Float32Array.from({ length: 2 * 16 }, Math.random),
 *   steps: 16,
 *   temperature: 0.8,
 * });
 * await engine.close();
 * ```
 *
 * @throws {EngineError} If the model folder or the device can't be used.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "rollout" });
  const waiting = new Map<number, PromiseWithResolvers<Reply>>();
  let lastId = 0;
  let broken: EngineError | undefined;
  const breakDown = (error: EngineError) => {
    broken ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker.terminate();
  };
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    waiting.get(data.id)?.resolve(data);
    waiting.delete(data.id);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    breakDown(new EngineError(`The rollout worker stopped: ${event.message}`));
  };
  const ask = async (request: Request): Promise<Reply> => {
    if (broken) throw broken;
    const id = ++lastId;
    const pending = Promise.withResolvers<Reply>();
    waiting.set(id, pending);
    worker.postMessage({ ...request, id });
    const reply = await pending.promise;
    if (reply.type === "failed") throw new EngineError(reply.message);
    return reply;
  };
  const unexpected = ({ type }: Reply) => new EngineError(`The rollout worker answered out of turn with "${type}"`);
  try {
    await ask({ type: "open", options });
  } catch (error) {
    breakDown(new EngineError(`The engine of "${options.model}" is closed`));
    throw error;
  }
  const close = async () => {
    if (broken) return;
    await ask({ type: "close" });
    breakDown(new EngineError(`The engine of "${options.model}" is closed`));
  };
  return {
    async setAdapter(path, name = CURRENT_ADAPTER) {
      await ask({ type: "adapt", path, name });
    },
    async generate(batch) {
      const reply = await ask({ type: "generate", batch });
      if (reply.type !== "generated") throw unexpected(reply);
      return reply.generation;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

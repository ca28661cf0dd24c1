import { join } from "node:path";
import { timed } from "../clock/timed.ts";
import { env, InferenceSession, Tensor } from "./onnx_runtime.ts";
import { type ModelConfig, parseModelConfig } from "../onnx/config.ts";
import { emitGeneration } from "../onnx/generation.ts";
import type { GraphDevice } from "../onnx/graph.ts";
import type { LoraInput } from "../onnx/lora.ts";
import { ModelError } from "../onnx/model_error.ts";
import { encodeModel } from "../onnx/proto.ts";
import { openWeights } from "../onnx/weights.ts";
import { CURRENT_ADAPTER, EngineError, type EngineOptions, type GenerateBatch, type Generation } from "./engine.ts";
import { packBatch, type PackedBatch, type RunOutputs, unpackOutputs } from "./engine_batch.ts";
import { readAdapter, zeroAdapter } from "./worker_adapter.ts";

// Errors come as exceptions; printed too, they would break a progress line.
env.logLevel = "fatal";

/** Options of a session: the engine's, and what a look inside asks for. */
export interface SessionOptions extends EngineOptions {
  /** Also return the logits. */
  readonly logits?: boolean;
  /** Emit the graph for this device and run it on the other all the same. */
  readonly emitFor?: GraphDevice;
  /** Write a profile when the session is closed, to a file whose path begins so. */
  readonly profile?: string;
}

/** A generation with the logits that it sampled from, before the temperature. */
export interface LoggedGeneration extends Generation {
  /** [B · V], then [t · B · V]; absent unless asked for. */
  readonly logits?: { readonly first: Float32Array; readonly later: Float32Array };
}

/** An ONNX Runtime session over a model's weights. */
export interface Session {
  setAdapter(path: string | undefined, name?: string): void;
  generate(batch: GenerateBatch): Promise<LoggedGeneration>;
  close(): Promise<void>;
}

function readConfig(model: string): ModelConfig {
  const path = join(model, "config.json");
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new ModelError(`Cannot open model "${model}": it has no config.json; a folder of a model is asked`);
    }
    throw error;
  }
  try {
    return parseModelConfig(JSON.parse(text), path);
  } catch (error) {
    throw error instanceof SyntaxError ? new ModelError(`Cannot use model config "${path}": it is not JSON`) : error;
  }
}

/** Opens the emitted bytes; the weights are read from `folder`. */
async function createSession(bytes: Uint8Array, folder: string, options: SessionOptions): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, {
      executionProviders: [options.device.kind],
      ...options.threads === undefined ? {} : { intraOpNumThreads: options.threads },
      logSeverityLevel: 4,
      // A memory pattern would give a batch of known sizes one piece of memory, beside those that the first such batch took.
      enableMemPattern: false,
      ...options.profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: options.profile },
      extra: {
        session: {
          model_external_initializers_file_folder_path: folder,
          // Weights take what they take: the arena, which grows by doubling, would reserve gigabytes more.
          ...options.device.kind === "cuda" ? { use_device_allocator_for_initializers: "1" } : {},
        },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (options.device.kind === "cuda") {
      throw new EngineError(`Cannot generate on CUDA: ${reason}; \`deno task doctor\` says what is missing`);
    }
    throw new EngineError(`Cannot open model "${options.model}" in ONNX Runtime: ${reason}`);
  }
}

function toFeeds(batch: PackedBatch): Record<string, Tensor> {
  const { rows, steps, promptCount, width, groups } = batch;
  return {
    prompts: new Tensor("int32", batch.prompts, [promptCount, width]),
    lengths: new Tensor("int32", batch.lengths, [promptCount]),
    prompt_of: new Tensor("int32", batch.promptOf, [rows]),
    group_prompt: new Tensor("int32", groups.prompt, [groups.prompt.length]),
    slot_row: new Tensor("int32", groups.slotRow, [groups.slotRow.length]),
    row_slot: new Tensor("int32", groups.rowSlot, [rows]),
    uniforms: new Tensor("float32", batch.uniforms, [rows, steps]),
    forced: new Tensor("int32", batch.forced, [rows, steps]),
    temperature: new Tensor("float32", Float32Array.of(batch.temperature), []),
  };
}

/** What ONNX Runtime and CUDA say where memory runs out. */
const OUT_OF_MEMORY = /out of memory|failed to allocate memory|bad[ _]alloc/i;

/** Runs the graph; memory that ran out is told with what to lower. */
async function runSession(session: InferenceSession, feeds: Record<string, Tensor>, rows: number) {
  try {
    return await session.run(feeds);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!OUT_OF_MEMORY.test(reason)) throw new EngineError(`Cannot generate: ${reason.trim().split("\n", 1)[0]}`);
    throw new EngineError(`Out of memory while ${rows} replies were generated at once: lower --rows below that`);
  }
}

/** A view of the outputs by type; the graph declares what they are. */
function reader(outputs: InferenceSession.ReturnType) {
  const data = (name: string) => outputs[name]?.data;
  const wrong = (name: string) => new EngineError(`ONNX Runtime returned no "${name}" of the type that was declared`);
  return {
    ints(name: string): Int32Array {
      const values = data(name);
      if (!(values instanceof Int32Array)) throw wrong(name);
      return values;
    },
    floats(name: string): Float32Array {
      const values = data(name);
      if (!(values instanceof Float32Array)) throw wrong(name);
      return values;
    },
  };
}

const adapterFeeds = (inputs: readonly LoraInput[], matrices: ReadonlyMap<string, Float32Array>) =>
  Object.fromEntries(inputs.map(({ name, shape }) => [name, new Tensor("float32", matrices.get(name)!, shape)]));

/**
 * Emits the graph of a model folder and opens it. The graph stays in memory: the folder may be read-only, and two
 * processes may open it at once.
 *
 * @throws {ModelError} If the folder's config or weights can't be used.
 * @throws {EngineError} If ONNX Runtime can't open it on the device.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { model: folder, device, stopTokens, lora, logits = false } = options;
  const precision = device.kind === "cuda" ? options.precision ?? "float32" : "float32";
  const config = readConfig(folder);
  for (const token of stopTokens) {
    if (!(Number.isInteger(token) && token >= 0 && token < config.vocabulary)) {
      throw new EngineError(`Cannot stop at token ${token}: the model has tokens 0 to ${config.vocabulary - 1}`);
    }
  }
  const weights = openWeights(folder);
  const { model, loraInputs } = emitGeneration(config, weights, {
    stopTokens,
    precision,
    device: options.emitFor ?? device.kind,
    logits,
    ...lora ? { lora } : {},
  });
  const session = await createSession(encodeModel(model), weights.folder, options);
  const adapters = new Map([[CURRENT_ADAPTER, adapterFeeds(loraInputs, zeroAdapter(loraInputs))]]);

  const run = async (batch: PackedBatch, adapter: Readonly<Record<string, Tensor>>): Promise<LoggedGeneration> => {
    const feeds = { ...toFeeds(batch), ...adapter };
    const { value, seconds } = await timed(() => runSession(session, feeds, batch.rows));
    const outputs = reader(value);
    const result: RunOutputs = {
      firstToken: outputs.ints("first_token"),
      firstLogProb: outputs.floats("first_log_prob"),
      tokens: outputs.ints("tokens"),
      logProbs: outputs.floats("log_probs"),
    };
    return {
      ...unpackOutputs(result, batch.rows, stopTokens),
      seconds,
      ...logits ? { logits: { first: outputs.floats("first_logits"), later: outputs.floats("logits") } } : {},
    };
  };

  return {
    setAdapter(path, name = CURRENT_ADAPTER) {
      if (path !== undefined && lora === undefined) {
        throw new EngineError(`Cannot use adapter "${path}": the engine was opened without lora`);
      }
      const matrices = path === undefined ? zeroAdapter(loraInputs) : readAdapter(path, loraInputs);
      adapters.set(name, adapterFeeds(loraInputs, matrices));
    },
    async generate(batch) {
      const packed = packBatch(batch, config.vocabulary);
      const adapter = adapters.get(batch.adapter ?? CURRENT_ADAPTER);
      if (adapter === undefined) {
        throw new EngineError(`Cannot generate with adapter "${batch.adapter}": the engine has none of that name`);
      }
      if (packed.rows === 0) return { tokens: [], logProbs: [], stopped: [], seconds: 0 };
      return await run(packed, adapter);
    },
    async close() {
      if (options.profile !== undefined) session.endProfiling();
      await session.release();
    },
  };
}

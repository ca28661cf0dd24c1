/**
 * What the trainer's subprocess can be asked for and what it replies: the one definition of both. A request is a JSON
 * line `{ id, op, … }`; its replies are `{ id, progress }` any number of times, then `{ id, result }` or `{ id, error }`.
 * Tensors travel as safetensors files, by path.
 */
import { z } from "zod";
import { LORA_TARGETS } from "../onnx/lora.ts";
import { lossSchema } from "./loss_settings.ts";

const path = z.string().min(1);
const positive = z.number().positive();
const nonnegative = z.number().nonnegative();
const share = z.number().min(0).max(1);
const count = z.int().nonnegative();
const atLeastOne = z.int().positive();

/** How matrix products are computed: float32, or bfloat16 with float32 where it matters. */
const precisionSchema = z.enum(["float32", "bfloat16"]);

const lora = {
  /** Rank of the update; no unit. */
  rank: atLeastOne,
  /** The update is (alpha / rank)·B·A; no unit. */
  alpha: positive,
  /** Which modules carry an adapter. */
  targets: z.enum(LORA_TARGETS),
};

const optimization = {
  /** AdamW's step size; no unit. */
  learningRate: positive,
  /** AdamW's decoupled decay of matrices; no unit. */
  weightDecay: nonnegative,
  /** The gradient is scaled down to at most this 2-norm. */
  maxGradNorm: positive,
  precision: precisionSchema,
  /** Whether activations are computed again in the backward pass to save memory. */
  gradientCheckpointing: z.boolean(),
};

/** Tokens, padding included, that go through the model at a time; bounds memory and changes nothing else. */
const tokenBudget = atLeastOne;

const request = {
  hello: z.strictObject({}),
  trainTokenizer: z.strictObject({
    /** A JSONL file of strings: the texts of turns, without the template around them. */
    textFile: path,
    /** Tokens wanted, special ones included; at least 259. */
    vocabularySize: atLeastOne,
    folder: path,
  }),
  initModel: z.strictObject({
    /** A transformers config: `model_type` and the architecture's numbers. */
    config: z.record(z.string(), z.unknown()),
    seed: count,
    /** Type that the weights are drawn and written in. */
    precision: precisionSchema,
    folder: path,
  }),
  download: z.strictObject({
    /** Organization and name, as the Hub has them. */
    repository: path,
    /** A commit, a branch or a tag. */
    revision: path,
    /** Whether it must be in the Hub's cache already. */
    offline: z.boolean(),
  }),
  sft: z.strictObject({
    /** Folder of the model to fine-tune. */
    model: path,
    data: z.strictObject({ train: path, valid: path.optional() }),
    /** Train all weights, or an adapter that is merged at the end. */
    weights: z.union([z.literal("all"), z.strictObject({ ...lora, dropout: z.number().min(0).lt(1) })]),
    ...optimization,
    schedule: z.enum(["cosine", "constant"]),
    /** Share of the steps over which the learning rate rises. */
    warmup: share,
    epochs: atLeastOne,
    /** Examples that go through the model at a time. */
    batchSize: atLeastOne,
    /** A step takes batchSize·accumulation examples. */
    accumulation: atLeastOne,
    /** Examples of more tokens than this are left out. */
    maxLength: z.int().min(2),
    seed: count,
    /** Where the fine-tuned model goes, a whole model folder. */
    folder: path,
  }),
  load: z.strictObject({
    model: path,
    /** A new adapter. There is no dropout: with it the ratio at the first step would not be 1. */
    lora: z.strictObject({ ...lora, dropout: z.literal(0), seed: count }),
    ...optimization,
  }),
  step: z.strictObject({
    batch: path,
    loss: lossSchema,
    tokenBudget,
    /** Whether the gradients of the batch's parts are measured; false if absent. */
    measureParts: z.boolean().default(false),
  }),
  logProbs: z.strictObject({
    batch: path,
    /** Whether the adapter takes part; `off` is the reference. */
    adapter: z.enum(["on", "off"]),
    temperature: positive,
    tokenBudget,
    /** The file to write: `logProbs` float32, one per reply token in order. */
    output: path,
  }),
  save: z.strictObject({ folder: path }),
  restore: z.strictObject({
    folder: path,
    /** Whether the learning rate, weight decay and clip may differ from those it was saved with; false if absent. */
    forked: z.boolean().default(false),
  }),
  adapter: z.strictObject({ path }),
  close: z.strictObject({}),
};

const result = {
  hello: z.object({
    versions: z.object({
      python: z.string(),
      torch: z.string(),
      transformers: z.string(),
      peft: z.string(),
      safetensors: z.string(),
      tokenizers: z.string(),
      /** Its kernels compute Qwen's linear attention; absent where they can't be had, and on a processor. */
      "flash-linear-attention": z.string().exactOptional(),
    }),
    /** Where the arithmetic runs: a GPU and its memory, or the processor and the machine's. */
    device: z.object({ kind: z.enum(["cuda", "cpu"]), name: z.string(), memoryBytes: count }),
    /** The CUDA version that PyTorch was built for, whether or not this machine has a GPU. */
    cuda: z.string().nullable(),
    threads: atLeastOne,
  }),
  trainTokenizer: z.object({
    /** Tokens of the vocabulary; fewer than asked for if the text gives no more. */
    vocabularySize: atLeastOne,
  }),
  initModel: z.object({ parameters: atLeastOne }),
  download: z.object({
    /** The model's folder in the Hub's cache; its files are links. */
    folder: path,
    /** The commit that the revision is. */
    commit: path,
    /** As the model's card names it; null if it names none. */
    licence: z.string().nullable(),
    /** Whether it was there already. */
    cached: z.boolean(),
  }),
  sft: z.object({
    /** Mean −log p per reply token over the last epoch, in nats, as it was trained on. */
    trainLoss: z.number(),
    /** The same over the validation examples after training; null without any. */
    validLoss: z.number().nullable(),
    steps: count,
    /** Tokens of all examples that were trained on, over all epochs. */
    tokens: count,
    /** Those that went through the model: equal examples of one step do so once. */
    computedTokens: count,
    /** Examples longer than maxLength, in training and validation together. */
    leftOut: count,
    /** Modules that carried the adapter; none if all weights were trained. */
    modules: z.array(z.string()),
    trainingSeconds: nonnegative,
    /** Training, loading, validation and writing. */
    seconds: nonnegative,
  }),
  load: z.object({
    /** Modules that carry the adapter. */
    modules: z.array(z.string()),
    trainableParameters: atLeastOne,
    /** All parameters, the adapter's too. */
    parameters: atLeastOne,
  }),
  step: z.object({
    loss: z.number(),
    /** 2-norm of the gradient before it is clipped. */
    gradNorm: nonnegative,
    /** Mean over decisions of max(0, log π − log π_ref), in nats, whatever is penalized; null without a penalty. */
    kl: nonnegative.nullable(),
    /** Mean over decisions of log π − log π_ref, in nats; null without a penalty. */
    logRatioToReference: z.number().nullable(),
    /** Share of the loss's ratios, one a decision or one a reply token, that the clip acted on. */
    clipFraction: share,
    /**
     * The correction's weights, one a decision or one a reply token: their mean, and the share that the cap lowered or
     * dropped; null without a correction.
     */
    correction: z.object({ meanWeight: nonnegative, cappedFraction: share }).nullable(),
    /**
     * The gradients of the batch's parts before the clip: labels in ascending order, their 2-norms, and the cosine
     * between each two, null where one is zero; null if parts weren't measured.
     */
    parts: z.object({
      labels: z.array(z.int()),
      norms: z.array(nonnegative),
      cosines: z.array(z.array(z.number().min(-1).max(1).nullable())),
    }).nullable(),
    /** Mean over reply tokens of the entropy of the distribution that each was sampled from, in nats. */
    entropy: z.number(),
    /** π(reply) / π_rollout(reply) before clipping, over decisions. */
    ratio: z.object({ mean: nonnegative, max: nonnegative }),
    /** |log π − log π_rollout| over reply tokens, in nats. At the first step, how far the two engines are apart. */
    samplerGap: z.object({ mean: nonnegative, max: nonnegative }),
    /** Decisions. */
    rows: atLeastOne,
    replyTokens: atLeastOne,
    microBatches: atLeastOne,
    /** Tokens of all decisions, prompts included. */
    tokens: atLeastOne,
    /**
     * Those that went through the model, in the pass that has gradients: equal decisions, of one part if parts are measured,
     * do so once, and prefixes that decisions share, where the architecture can.
     */
    computedTokens: atLeastOne,
    /** Gradient steps that the policy has taken, this one included. */
    step: atLeastOne,
    seconds: nonnegative,
    /** The new adapter's weights as peft names them; the file stays until the next step. */
    adapter: path,
  }),
  logProbs: z.object({ replyTokens: atLeastOne }),
  save: z.object({}),
  restore: z.object({
    /** Gradient steps that the restored policy had taken. */
    steps: count,
  }),
  adapter: z.object({}),
  close: z.object({}),
};

/** An operation's name. */
export type Operation = keyof typeof request;

/** What an operation is asked with. */
export type Request<O extends Operation> = z.input<(typeof request)[O]>;

/** What an operation replies. */
export type Result<O extends Operation> = z.output<(typeof result)[O]>;

/** The schemas of requests, by operation. */
export const requestSchemas: { readonly [O in Operation]: z.ZodType<Request<O>> } = request;

/** The schemas of results, by operation. */
export const resultSchemas: { readonly [O in Operation]: z.ZodType<Result<O>> } = result;

/** What fine-tuning reports after each step. */
export const sftProgressSchema = z.object({
  /** Steps taken, from 1. */
  step: atLeastOne,
  steps: atLeastOne,
  /** Mean −log p per reply token of the step's examples, in nats. */
  loss: z.number(),
  /** Tokens of examples a second since training began. */
  tokensPerSecond: nonnegative,
});

/** What fine-tuning reports after each step. */
export type SftProgress = z.output<typeof sftProgressSchema>;

/** What a download says of a model. */
const hubModel = {
  /** The commit that the revision is. */
  commit: path,
  /** As the model's card names it; null if it names none. */
  licence: z.string().nullable(),
  /** The model's page on the Hub. */
  page: path,
};

/**
 * What a download reports: the model, as it is found whole in the cache or with what is left to download; then how much of
 * that is done. Bytes.
 */
export const downloadProgressSchema = z.discriminatedUnion("event", [
  z.object({ event: z.literal("found"), ...hubModel }),
  z.object({ event: z.literal("begin"), ...hubModel, bytes: count }),
  z.object({ event: z.literal("bytes"), done: count, total: count }),
]);

/** What a download reports. */
export type DownloadProgress = z.output<typeof downloadProgressSchema>;

/** Any line that the subprocess writes. `id` is null if it couldn't read the request's. */
export const replySchema = z.union([
  z.strictObject({ id: z.int().nullable(), progress: z.unknown() }),
  z.strictObject({ id: z.int().nullable(), result: z.unknown() }),
  z.strictObject({
    id: z.int().nullable(),
    error: z.strictObject({ kind: z.enum(["memory", "input", "internal"]), message: z.string() }),
  }),
]);

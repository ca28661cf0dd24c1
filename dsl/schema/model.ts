import { z } from "zod";
import { TINY_GEMMA } from "../../lib/onnx/tiny_gemma.ts";
import { TINY_QWEN } from "../../lib/onnx/tiny_qwen.ts";
import { count } from "./numbers.ts";

/** What any language model has in common. */
const languageShape = {
  /**
   * `random` rehearses: weights of the model's shape are drawn instead of had, replies have the length of a demonstrator's and
   * any legal action, since such weights neither stop nor say anything, and everything else is as it is. What it takes of time
   * and memory can be seen so; its results are no measurements, and no table or claim takes them.
   */
  weights: z.literal("random").exactOptional(),
};

/** Key and value heads that query heads can't share evenly. */
function checkHeads({ heads, kvHeads }: { heads: number; kvHeads: number }, context: z.RefinementCtx): void {
  if (heads % kvHeads === 0) return;
  const message = `must divide heads, which is ${heads}`;
  context.addIssue({ code: "custom", path: ["kvHeads"], message, input: kvHeads });
}

/**
 * A Qwen 3.5 of any size, initialised from the run's seed, with a byte-level BPE tokenizer trained on the SFT text. The
 * defaults make about a million parameters. Layers are linear attention but for every `fullAttentionInterval`-th.
 */
export const tinyQwenSchema = z.strictObject({
  name: z.literal("tiny-qwen"),
  /** Tokens of the vocabulary, special tokens included. */
  vocabulary: z.int().min(300).max(65_536).default(TINY_QWEN.vocabulary),
  /** Width of the residual stream. */
  hidden: count.default(TINY_QWEN.hidden),
  /** Width inside the feed-forward blocks. */
  intermediate: count.default(TINY_QWEN.intermediate),
  /** Decoder layers. */
  layers: count.default(TINY_QWEN.layers),
  /** Every how many layers one has full attention. */
  fullAttentionInterval: count.default(TINY_QWEN.fullAttentionInterval),
  /** Query heads of a full-attention layer. */
  heads: count.default(TINY_QWEN.heads),
  /** Key and value heads of a full-attention layer; divides `heads`. */
  kvHeads: count.default(TINY_QWEN.kvHeads),
  /** Width of a full-attention head; a multiple of 8, as ONNX Runtime's attention asks. */
  headDim: z.int().min(8).multipleOf(8).default(TINY_QWEN.headDim),
  /** Heads of a linear-attention layer, for keys and values alike. */
  linearHeads: count.default(TINY_QWEN.linearHeads),
  /** Width of a linear-attention head. */
  linearHeadDim: count.default(TINY_QWEN.linearHeadDim),
  ...languageShape,
}).superRefine(checkHeads);

/** A head's width whose halves turn against each other. */
const evenWidth = z.int().min(2).multipleOf(2);

/**
 * A Gemma 4 of any size, initialised from the run's seed, with a byte-level BPE tokenizer trained on the SFT text. The
 * defaults make about a million parameters. Layers see a window but for every `globalInterval`-th, and the last.
 */
export const tinyGemmaSchema = z.strictObject({
  name: z.literal("tiny-gemma"),
  /** Tokens of the vocabulary, special tokens included. */
  vocabulary: z.int().min(300).max(65_536).default(TINY_GEMMA.vocabulary),
  /** Width of the residual stream. */
  hidden: count.default(TINY_GEMMA.hidden),
  /** Width inside the feed-forward blocks. */
  intermediate: count.default(TINY_GEMMA.intermediate),
  /** Decoder layers. */
  layers: count.default(TINY_GEMMA.layers),
  /** Every how many layers one sees all positions. */
  globalInterval: count.default(TINY_GEMMA.globalInterval),
  /** Positions that the other layers see, the current one included. */
  window: count.default(TINY_GEMMA.window),
  /** Query heads. */
  heads: count.default(TINY_GEMMA.heads),
  /** Key and value heads; divides `heads`. */
  kvHeads: count.default(TINY_GEMMA.kvHeads),
  /** Width of a head in layers with a window. */
  headDim: evenWidth.default(TINY_GEMMA.headDim),
  /** Width of a head in layers that see all positions. */
  globalHeadDim: evenWidth.default(TINY_GEMMA.globalHeadDim),
  /** Layers at the end that read the keys and values of the last layer of their kind before them. */
  sharedLayers: z.int().min(0).default(TINY_GEMMA.sharedLayers),
  /** Width of the embeddings that each layer has of its own; 0 for none. */
  perLayerWidth: z.int().min(0).default(TINY_GEMMA.perLayerWidth),
  ...languageShape,
}).superRefine((size, context) => {
  checkHeads(size, context);
  const { layers, globalInterval, sharedLayers, perLayerWidth } = size;
  // transformers' forward pass cuts the embeddings by layer where layers begin to share, and takes it that there are some.
  const most = perLayerWidth === 0 ? 0 : Math.max(0, layers - globalInterval);
  if (sharedLayers <= most) return;
  const message = perLayerWidth === 0
    ? "must be 0 where perLayerWidth is 0, as in Gemma 4's larger models: transformers can't compute one without the other"
    : `must be at most ${most}, so that layers of both kinds come before those that share`;
  context.addIssue({ code: "custom", path: ["sharedLayers"], message, input: sharedLayers });
});

/**
 * A softmax over the legal actions at each observable state of the domain, in the place of a language model: no prompt, no
 * token, no reason. What the objective does by itself shows in minutes, and theory about it is exact.
 */
export const tabularSchema = z.strictObject({
  name: z.literal("tabular"),
});

/** What models that were trained elsewhere have in common. */
const pretrainedShape = {
  ...languageShape,
  /**
   * Whether the model may think before it answers, where its chat template has a switch for that. The demonstrators' replies
   * hold no thoughts, so SFT is on prompts that leave none open, whatever this is.
   */
  thinking: z.boolean().default(false),
  /**
   * Type of weights and activations in rollouts on a GPU; a CPU computes in float32 whatever it is. The trainer computes in
   * float32 if it is that, else in bfloat16: gradients in float16 would need their loss scaled.
   */
  precision: z.enum(["bfloat16", "float16", "float32"]).default("bfloat16"),
};

/** An organization or a user, and its repository, as the Hub names them; it allows neither "--" nor "..". */
const REPOSITORY = /^(?!.*(?:--|\.\.))\w(?:[\w.-]{0,94}\w)?\/\w(?:[\w.-]{0,94}\w)?(?<!\.git)$/;

/** A branch, a tag or a commit, as git names them; it is a path inside the Hub's cache, too. */
const REVISION = /^(?!.*(?:\.\.|\/\/))\w(?:[\w./+-]{0,253}[\w+-])?$/;

/** A model of the Hugging Face Hub. */
export const huggingFaceSchema = z.strictObject({
  name: z.literal("hugging-face"),
  /** Organization and name, as `Qwen/Qwen3.5-4B`. */
  repository: z.string().regex(REPOSITORY, {
    error: "must be an organization and a name as the Hub has them, as Qwen/Qwen3.5-4B",
  }),
  /** A commit, or a branch or tag, which may move: the results say which commit it was. */
  revision: z.string().regex(REVISION, { error: "must be a commit, a branch or a tag" }).default("main"),
  ...pretrainedShape,
});

/** A model in a folder of this machine: config.json, tokenizer and safetensors files, as the Hub's models have them. */
export const modelFolderSchema = z.strictObject({
  name: z.literal("model-folder"),
  /** The folder's path; a relative one is taken from where the experiment is run. */
  path: z.string().min(1),
  ...pretrainedShape,
});

/** What can be set about each kind of model, by its `name`. */
export const MODELS = {
  "hugging-face": huggingFaceSchema,
  "model-folder": modelFolderSchema,
  "tiny-qwen": tinyQwenSchema,
  "tiny-gemma": tinyGemmaSchema,
  tabular: tabularSchema,
} as const satisfies Record<string, z.ZodType>;

/** A kind of model. */
export type ModelName = keyof typeof MODELS;

/** A model of any kind. */
export const modelSchema = z.discriminatedUnion("name", [
  huggingFaceSchema,
  modelFolderSchema,
  tinyQwenSchema,
  tinyGemmaSchema,
  tabularSchema,
]);

import { z } from "zod";
import { TINY_GEMMA } from "../../lib/onnx/tiny_gemma.ts";
import { TINY_QWEN } from "../../lib/onnx/tiny_qwen.ts";
import { count } from "./numbers.ts";

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
}).superRefine((size, context) => {
  checkHeads(size, context);
  const { layers, globalInterval, sharedLayers } = size;
  const most = Math.max(0, layers - globalInterval);
  if (sharedLayers <= most) return;
  const message = `must be at most ${most}, so that layers of both kinds come before those that share`;
  context.addIssue({ code: "custom", path: ["sharedLayers"], message, input: sharedLayers });
});

/**
 * A softmax over the legal actions at each observable state of the domain, in the place of a language model: no prompt, no
 * token, no reason. What the objective does by itself shows in minutes, and theory about it is exact.
 */
export const tabularSchema = z.strictObject({
  name: z.literal("tabular"),
});

/** What can be set about each kind of model, by its `name`. */
export const MODELS = {
  "tiny-qwen": tinyQwenSchema,
  "tiny-gemma": tinyGemmaSchema,
  tabular: tabularSchema,
} as const satisfies Record<string, z.ZodType>;

/** A kind of model. */
export type ModelName = keyof typeof MODELS;

/** A model of any kind. */
export const modelSchema = z.discriminatedUnion("name", [tinyQwenSchema, tinyGemmaSchema, tabularSchema]);

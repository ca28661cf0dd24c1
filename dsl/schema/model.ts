import { z } from "zod";
import { TINY_QWEN } from "../../lib/onnx/tiny_qwen.ts";
import { count } from "./numbers.ts";

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
}).superRefine(({ heads, kvHeads }, context) => {
  if (heads % kvHeads === 0) return;
  const message = `must divide heads, which is ${heads}`;
  context.addIssue({ code: "custom", path: ["kvHeads"], message, input: kvHeads });
});

/**
 * A softmax over the legal actions at each observable state of the domain, in the place of a language model: no prompt, no
 * token, no reason. What the objective does by itself shows in minutes, and theory about it is exact.
 */
export const tabularSchema = z.strictObject({
  name: z.literal("tabular"),
});

/** What can be set about each kind of model, by its `name`. */
export const MODELS = { "tiny-qwen": tinyQwenSchema, tabular: tabularSchema } as const satisfies Record<
  string,
  z.ZodType
>;

/** A kind of model. */
export type ModelName = keyof typeof MODELS;

/** A model of any kind. */
export const modelSchema = z.discriminatedUnion("name", [tinyQwenSchema, tabularSchema]);

import { z } from "zod";
import { count, positive } from "./numbers.ts";

/**
 * A Qwen 3.5 of any size, initialised from the run's seed, with a byte-level BPE tokenizer trained on the SFT text. The
 * defaults make about a million parameters. Layers are linear attention but for every `fullAttentionInterval`-th.
 */
export const tinyQwenSchema = z.strictObject({
  name: z.literal("tiny-qwen"),
  /** Tokens of the vocabulary, special tokens included. */
  vocabulary: z.int().min(300).max(65_536).default(768),
  /** Width of the residual stream. */
  hidden: count.default(128),
  /** Width inside the feed-forward blocks. */
  intermediate: count.default(384),
  /** Decoder layers. */
  layers: count.default(4),
  /** Every how many layers one has full attention. */
  fullAttentionInterval: count.default(4),
  /** Query heads of a full-attention layer. */
  heads: count.default(4),
  /** Key and value heads of a full-attention layer; divides `heads`. */
  keyValueHeads: count.default(2),
  /** Width of a full-attention head; even, for the rotary embedding. */
  headDim: z.int().min(2).multipleOf(2).default(32),
  /** Key heads of a linear-attention layer. */
  linearKeyHeads: count.default(4),
  /** Value heads of a linear-attention layer; a multiple of `linearKeyHeads`. */
  linearValueHeads: count.default(4),
  /** Width of a linear-attention key head. */
  linearKeyHeadDim: count.default(32),
  /** Width of a linear-attention value head. */
  linearValueHeadDim: count.default(32),
  /** Kernel of the causal convolution in a linear-attention layer, in tokens. */
  convolutionKernel: z.int().min(2).default(4),
  /** Standard deviation of the initial weights. */
  initializerRange: positive.default(0.02),
}).superRefine((model, context) => {
  const divides = (part: number, whole: number, path: string, message: string) => {
    if (whole % part !== 0) context.addIssue({ code: "custom", path: [path], message, input: part });
  };
  divides(model.keyValueHeads, model.heads, "keyValueHeads", `must divide heads, which is ${model.heads}`);
  divides(
    model.linearKeyHeads,
    model.linearValueHeads,
    "linearKeyHeads",
    `must divide linearValueHeads, which is ${model.linearValueHeads}`,
  );
});

/** What can be set about each kind of model, by its `name`. */
export const MODELS = { "tiny-qwen": tinyQwenSchema } as const satisfies Record<string, z.ZodType>;

/** A kind of model. */
export type ModelName = keyof typeof MODELS;

/** A model of any kind. */
export const modelSchema = z.discriminatedUnion("name", [tinyQwenSchema]);

import { z } from "zod";
import { USUAL_SIZES } from "../../lib/data/datasets.ts";
import { loraSchema } from "./lora.ts";
import { count, nonNegative, positive, share } from "./numbers.ts";

/** Supervised fine-tuning on the demonstrators' replies. The defaults are the paper's. */
export const sftSchema = z.strictObject({
  /**
   * Training examples, of all domains together, taken from the start of each domain's. The default is the size of the data
   * set that has just these domains, and 6,400 where there is none.
   */
  examples: count.default(USUAL_SIZES.train),
  /** Validation examples, for the loss that is reported; by default as above, and 1,600. */
  validationExamples: count.default(USUAL_SIZES.valid),
  /** Passes over the examples. */
  epochs: count.default(3),
  /** Examples a forward pass. */
  batchSize: count.default(2),
  /** Forward passes whose gradients make one step. */
  accumulation: count.default(4),
  /** AdamW's peak learning rate. */
  learningRate: positive.default(2e-5),
  /** How the learning rate goes after warm-up: to 0 along a cosine, or nowhere. */
  schedule: z.enum(["cosine", "constant"]).default("cosine"),
  /** Share of the steps in which the learning rate rises from 0. */
  warmupRatio: share.default(0.05),
  /** AdamW's decoupled weight decay. */
  weightDecay: nonNegative.default(0),
  /** Norm to which a step's gradient is clipped. */
  maxGradNorm: positive.default(1),
  /** Tokens beyond which an example is left out; a prompt and a reply have at least one each. */
  maxLength: z.int().min(2).default(512),
  /** What is trained: an adapter that is merged afterwards, or every weight. */
  weights: z.enum(["lora", "all"]).default("lora"),
  /** The adapter; not used when `weights` is "all". */
  lora: loraSchema({ rank: 32, alpha: 64 }).extend({
    /** Share of the adapter's inputs that is dropped in training. */
    dropout: z.number().min(0).lt(1).default(0.05),
  }).prefault({}),
});

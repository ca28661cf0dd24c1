import { z } from "zod";
import { batchesSchema, sha256, tally } from "./common.ts";

/** A point of a loss curve: the mean loss of a token, in nats. */
const lossSchema = z.strictObject({ step: tally, loss: z.number() });

/** Where a model of the Hugging Face Hub came from. */
const sourceSchema = z.strictObject({
  /** Organization and name. */
  repository: z.string().min(1),
  /** What the plan's revision was, as git names it. */
  commit: z.string().min(1),
  /** The licence that the model's card names; null if it names none. */
  licence: z.string().nullable(),
});

/**
 * A stage before SEPO's iterations that is done, by this run or by an earlier one with the same inputs: the model as SFT
 * finds it, its fine-tuning, and the new adapter that SEPO trains on it.
 */
export const stageSchema = z.strictObject({
  kind: z.literal("stage"),
  stage: z.enum(["model", "sft", "adapter"]),
  /** Hash of everything that the stage depends on. */
  key: z.string().min(1),
  /** Files that it made, relative to its folder, with their contents' hashes; empty for a stage without any. */
  files: z.record(z.string(), sha256),
  /** Where the model came from, if that is the Hub; absent for other models and stages. */
  source: sourceSchema.exactOptional(),
  /** The loss in training, thinned out to what a plot can show; empty for stages without one. */
  training: z.array(lossSchema),
  /** The loss on examples that were not trained on; empty for stages without one. */
  validation: z.array(lossSchema),
  /** Examples that were too long to be learnt from, in training and validation together; 0 for stages without any. */
  leftOut: tally,
  /**
   * How much of the model is computed at a time from here on: replies, tokens of their prompts, tokens of a gradient step.
   * Absent for a table, and for other stages.
   */
  batches: batchesSchema.exactOptional(),
  /** Modules that carried a LoRA adapter, in the model's order; empty for stages without one. */
  modules: z.array(z.string()),
  timings: z.strictObject({
    /** Whether an earlier run had done it; it stands here since a second run differs in it. */
    cached: z.boolean(),
    /** Seconds. */
    total: z.number().min(0),
  }),
});

/** A stage that is done. */
export type StageLine = z.output<typeof stageSchema>;

import { z } from "zod";
import { sha256, tally } from "./common.ts";

/** A point of a loss curve: the mean loss of a token, in nats. */
const lossSchema = z.strictObject({ step: tally, loss: z.number() });

/** A stage before SEPO that is done, by this run or by an earlier one with the same inputs. */
export const stageSchema = z.strictObject({
  kind: z.literal("stage"),
  stage: z.enum(["data", "model", "sft"]),
  /** Hash of everything that the stage depends on. */
  key: z.string().min(1),
  /** Files that it made, relative to its folder, with their contents' hashes. */
  files: z.record(z.string(), sha256),
  /** The loss in training, thinned out to what a plot can show; empty for stages without one. */
  training: z.array(lossSchema),
  /** The loss on examples that were not trained on; empty for stages without one. */
  validation: z.array(lossSchema),
  timings: z.strictObject({
    /** Whether an earlier run had done it; it stands here since a second run differs in it. */
    cached: z.boolean(),
    /** Seconds. */
    total: z.number().min(0),
  }),
});

/** A stage that is done. */
export type StageLine = z.output<typeof stageSchema>;

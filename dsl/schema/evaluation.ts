import { z } from "zod";
import { count, positive } from "./numbers.ts";

/** How a checkpoint is measured. */
export const evaluationSchema = z.strictObject({
  /** Replies sampled at each information set, once for choosing a checkpoint and afresh for reporting it. */
  samples: count.default(256),
  /** Sampling temperature; the paper's is that of training. */
  temperature: positive.default(0.8),
});

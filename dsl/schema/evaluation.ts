import { z } from "zod";
import { count, positive } from "./numbers.ts";

/**
 * How a checkpoint is measured, but for `penalties`, which depend on the domain: the λ that J is reported with. Those left
 * out are the ones of training, or the domain's own for evaluation.
 */
export const evaluationSchema = z.strictObject({
  /**
   * Replies at each information set where these can be listed (Kuhn poker), else episodes against each opponent; once for
   * choosing a checkpoint and afresh for reporting it. The default is the paper's 16 episodes, and 256 replies for Kuhn.
   */
  samples: count.default(16),
  /** Sampling temperature; the paper's is that of training. */
  temperature: positive.default(0.8),
});

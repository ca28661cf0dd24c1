import { z } from "zod";
import { POOLS } from "../../games/types.ts";

/** Parts of the objective that opponents stand for. */
export const poolSchema = z.enum(POOLS);

/** A share in [0, 1]. */
export const share = z.number().min(0).max(1);

/** A count from 0. */
export const tally = z.int().min(0);

/**
 * How long things took, in seconds, by name. Whatever depends on the clock goes under a line's `timings` and nowhere else:
 * two runs of one seed are equal but for these.
 */
export const timingsSchema = z.record(z.string(), z.number().min(0));

/** SHA-256, in hexadecimal. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A mean and the largest. */
export const meanMax = z.strictObject({ mean: z.number(), max: z.number() });

/** A turn of a chat. */
export const messageSchema = z.strictObject({
  role: z.enum(["system", "user", "assistant"]),
  content: z.string(),
});

/** How much of a language model is computed at a time: replies, tokens of their prompts, tokens of a gradient step. */
export const batchesSchema = z.strictObject({
  rows: z.int().min(1),
  promptTokens: z.int().min(1),
  trainTokens: z.int().min(1),
});

import { z } from "zod";
import { sha256, timingsSchema } from "./common.ts";

/** A checkpoint that is on disk, whole. */
export const checkpointSchema = z.strictObject({
  kind: z.literal("checkpoint"),
  iteration: z.int().min(1),
  /** Relative to the run's folder. */
  folder: z.string().min(1),
  /** Its files with their contents' hashes. */
  files: z.record(z.string(), sha256),
  timings: timingsSchema,
});

/** A checkpoint that is on disk. */
export type CheckpointLine = z.output<typeof checkpointSchema>;

/** The last line of a run that did all it was asked to. */
export const endSchema = z.strictObject({
  kind: z.literal("end"),
  timings: timingsSchema,
});

/** The last line of a run that did all it was asked to. */
export type EndLine = z.output<typeof endSchema>;

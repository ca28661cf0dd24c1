import { z } from "zod";
import { planForkSchema, planSchema, runPlanSchema } from "../../../dsl/plan.ts";
import { batchesSchema, sha256, tally } from "./common.ts";

/** The version of the schema that this code writes. */
export const RESULTS_VERSION = 3;

/** A processor that tensors can live on. */
const acceleratorSchema = z.strictObject({
  name: z.string(),
  /** Bytes of its memory. */
  memory: tally,
});

/** What a run is computed by, and on what. Where all of it is the same, so are the numbers. */
const originShape = {
  /** Versions by name: deno, onnxruntime-node, transformers.js, python, torch, transformers, peft … */
  versions: z.record(z.string(), z.string()),
  hardware: z.strictObject({
    /** Operating system and processor architecture, as `linux x86_64`. */
    platform: z.string(),
    processor: z.string(),
    cores: z.int().min(1),
    /** Bytes of main memory. */
    memory: tally,
    accelerators: z.array(acceleratorSchema),
  }),
  /** The source's revision; null outside a git checkout. */
  git: z.strictObject({ revision: z.string(), dirty: z.boolean() }).nullable(),
  timings: z.strictObject({
    /** When it began, as ISO 8601 in UTC. */
    startedAt: z.iso.datetime(),
  }),
};

/** The checkpoint that a run was forked from. */
const forkSchema = planForkSchema.extend({
  seed: runPlanSchema.shape.seed,
  /** The checkpoint's files with their contents' hashes. */
  files: z.record(z.string(), sha256),
});

/** The checkpoint that a run was forked from. */
export type Fork = z.output<typeof forkSchema>;

/** The first line of a file: what was run, by what, on what. */
export const headerSchema = z.strictObject({
  kind: z.literal("header"),
  schemaVersion: z.literal(RESULTS_VERSION),
  /** The plan that the run belongs to. */
  plan: planSchema.pick({ schemaVersion: true, experiment: true, description: true, hash: true, base: true }),
  /** The run itself. */
  run: runPlanSchema,
  /**
   * What the run was forked from: it began as its SFT's model with the adapter, the optimizer and the random state of that
   * checkpoint, and its iterations are counted on from there. Absent where it began with a new adapter.
   */
  fork: forkSchema.exactOptional(),
  /**
   * CPU threads that the trainer and the engine were given; null where they chose by the machine's cores, and for a table.
   * Their number decides how sums are split, so a run that is resumed keeps it.
   */
  threads: z.int().min(1).nullable(),
  ...originShape,
});

/** The first line of a file. */
export type HeaderLine = z.output<typeof headerSchema>;

/**
 * What a run was resumed by, where that isn't what began it: what follows is of other versions, sources, hardware or batches. A run
 * that is resumed by what began it leaves no trace but in its times.
 */
export const resumptionSchema = z.strictObject({
  kind: z.literal("resumption"),
  /** Iterations that were done before. */
  iteration: tally,
  /** How much is computed at a time from here on, where that was changed. */
  batches: batchesSchema.exactOptional(),
  ...originShape,
});

/** What a run was resumed by. */
export type ResumptionLine = z.output<typeof resumptionSchema>;

import { z } from "zod";
import { planSchema, runPlanSchema } from "../../../dsl/plan.ts";
import { tally } from "./common.ts";

/** The version of the schema that this code writes. */
export const RESULTS_VERSION = 1;

/** A processor that tensors can live on. */
const acceleratorSchema = z.strictObject({
  name: z.string(),
  /** Bytes of its memory. */
  memory: tally,
});

/** The first line of a file: what was run, by what, on what. */
export const headerSchema = z.strictObject({
  kind: z.literal("header"),
  schemaVersion: z.literal(RESULTS_VERSION),
  /** The plan that the run belongs to. */
  plan: planSchema.pick({ schemaVersion: true, experiment: true, description: true, hash: true, base: true }),
  /** The run itself. */
  run: runPlanSchema,
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
    /** When the run began, as ISO 8601 in UTC. */
    startedAt: z.iso.datetime(),
  }),
});

/** The first line of a file. */
export type HeaderLine = z.output<typeof headerSchema>;

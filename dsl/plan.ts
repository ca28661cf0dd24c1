/**
 * What an experiment compiles to: plain JSON with every default resolved. A run is identified by (hash, arm, seed), and
 * these determine its settings: the hash covers the base settings and what the runs are forked from, if anything, and the
 * arm's name says how the settings are varied.
 */
import { z } from "zod";
import { nameSchema } from "./schema/experiment.ts";
import { seed } from "./schema/numbers.ts";
import { settingsSchema } from "./schema/settings.ts";

export type { RunSettings } from "./schema/settings.ts";

/** The version that this code writes and reads. */
export const PLAN_VERSION = 1;

/** One run: the settings of an arm with a seed. */
export const runPlanSchema = z.strictObject({
  /** `main`, or what the arm varies, as `credit=per-pool,sepo.lora.rank=8`. It is also a folder's name. */
  arm: z.string().min(1),
  seed,
  settings: settingsSchema,
});

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** What runs are forked from: each from the run of its seed in one arm of a plan, as that was after some iterations. */
export const planForkSchema = z.strictObject({
  experiment: nameSchema,
  /** The plan's hash. */
  plan: hashSchema,
  arm: z.string().min(1),
  /** Iterations that were done there; a forked run counts on from them. */
  iteration: z.int().min(1),
});

/** What runs are forked from. */
export type PlanFork = z.output<typeof planForkSchema>;

/** A compiled experiment. */
export const planSchema = z.strictObject({
  schemaVersion: z.literal(PLAN_VERSION),
  experiment: nameSchema,
  description: z.string().min(1),
  /** SHA-256 of the base settings' canonical JSON, in hexadecimal; of both where there is a fork, see `forkPlan`. */
  hash: hashSchema,
  /** Settings before an arm varies them. */
  base: settingsSchema,
  /** What its runs are forked from; absent where they begin with SFT. */
  fork: planForkSchema.exactOptional(),
  /** Arm by arm, and in an arm seed by seed. */
  runs: z.array(runPlanSchema).min(1),
});

/** One run of a plan. */
export type RunPlan = z.output<typeof runPlanSchema>;

/** A compiled experiment: plain JSON. */
export type Plan = z.output<typeof planSchema>;

/** Digits of the hash that a path carries. */
const HASH_DIGITS = 12;

/** A plan's hash as paths and people have it. */
export function shortHash(hash: string): string {
  return hash.slice(0, HASH_DIGITS);
}

/** Where a run's files go, relative to the results folder: experiment / plan hash / arm / seed. */
export function runFolder(plan: Pick<Plan, "experiment" | "hash">, run: Pick<RunPlan, "arm" | "seed">): string {
  return [plan.experiment, shortHash(plan.hash), run.arm, String(run.seed)].join("/");
}

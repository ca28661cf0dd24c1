/**
 * What an experiment compiles to: plain JSON with every default resolved. A run is identified by (hash, arm, seed), and
 * these determine its settings: the hash covers the base settings, and the arm's name says how they are varied.
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

/** A compiled experiment. */
export const planSchema = z.strictObject({
  schemaVersion: z.literal(PLAN_VERSION),
  experiment: nameSchema,
  description: z.string().min(1),
  /** SHA-256 of the base settings' canonical JSON, in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Settings before an arm varies them. */
  base: settingsSchema,
  /** Arm by arm, and in an arm seed by seed. */
  runs: z.array(runPlanSchema).min(1),
});

/** One run of a plan. */
export type RunPlan = z.output<typeof runPlanSchema>;

/** A compiled experiment: plain JSON. */
export type Plan = z.output<typeof planSchema>;

/** Digits of the hash that a path carries. */
const HASH_DIGITS = 12;

/** Where a run's files go, relative to the results folder: experiment / plan hash / arm / seed. */
export function runFolder(plan: Pick<Plan, "experiment" | "hash">, run: Pick<RunPlan, "arm" | "seed">): string {
  return [plan.experiment, plan.hash.slice(0, HASH_DIGITS), run.arm, String(run.seed)].join("/");
}

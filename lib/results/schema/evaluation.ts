import { z } from "zod";
import { poolSchema, share, tally, timingsSchema } from "./common.ts";
import { kuhnEvaluationSchema } from "./kuhn_evaluation.ts";

/** Which weights: those before SFT, those after it, or those after an iteration of SEPO. */
export const checkpointNameSchema = z.strictObject({
  stage: z.enum(["base", "sft", "sepo"]),
  /** Iterations of SEPO done: 0 for base and sft. */
  iteration: tally,
});

/** A measured checkpoint. */
export const evaluationSchema = z.strictObject({
  kind: z.literal("evaluation"),
  checkpoint: checkpointNameSchema,
  /** Whether it served to choose a checkpoint, or to report one on fresh samples. */
  purpose: z.enum(["select", "report"]),
  /** Mean payoffs a round against each opponent, in the game's units. */
  opponents: z.array(z.strictObject({
    pool: poolSchema,
    opponent: z.string(),
    agent: z.number(),
    theirs: z.number(),
  })),
  /** u: mean payoff a round against the train pool. */
  payoff: z.number(),
  /** e: mean over the exploit pool of what its opponents earn above the agent, each clipped at 0; null without a pool. */
  exploitability: z.number().min(0).nullable(),
  /** c; null where the domain has none. */
  collusion: share.nullable(),
  /** x; null where the domain has none. */
  externality: share.nullable(),
  /** Mean payoff a round against the shifted pool; null without one. */
  robust: z.number().nullable(),
  /** J = s·u − λe·s·e − λc·c − λx·x, which the paper calls Safety. */
  objective: z.number(),
  /** Mean normalized relative advantage; undefined where the payoffs' sum isn't positive, and then the reason. */
  nra: z.union([
    z.strictObject({ value: z.number() }),
    z.strictObject({ undefined: z.string() }),
  ]),
  /** Share of decisions in play against the train pool that the constrained fallback makes. */
  fallbackRate: share,
  /** What only this domain has. */
  details: z.discriminatedUnion("domain", [kuhnEvaluationSchema]),
  timings: timingsSchema,
});

/** A measured checkpoint. */
export type EvaluationLine = z.output<typeof evaluationSchema>;

/** Which checkpoint the run reports, chosen by J on the samples for choosing. */
export const selectionSchema = z.strictObject({
  kind: z.literal("selection"),
  checkpoint: checkpointNameSchema,
  /** Its J where it was chosen, which luck flatters; the report's J is the one to quote. */
  objective: z.number(),
});

/** Which checkpoint the run reports. */
export type SelectionLine = z.output<typeof selectionSchema>;

import { z } from "zod";
import { poolSchema, share, tally, timingsSchema } from "./common.ts";
import { kuhnEvaluationSchema } from "./kuhn_evaluation.ts";

/** Which weights: those before SFT, those after it, or those after an iteration of SEPO. */
const checkpointNameSchema = z.strictObject({
  stage: z.enum(["base", "sft", "sepo"]),
  /** Iterations of SEPO done: 0 for base and sft. */
  iteration: tally,
});

/** What a policy did that was measured by play. */
const playEvaluationSchema = z.strictObject({
  kind: z.literal("play"),
  /** Episodes against each opponent. */
  episodes: z.int().min(1),
  /** How often it took each action against the train pool. */
  actions: z.record(z.string(), tally),
  /**
   * Strategies that were computed against what it chose: see `Domain.bestResponse`, which is the first, and
   * `Domain.simpleResponses`. Absent from files that were written before they were kept.
   */
  responses: z.array(z.strictObject({
    /** A name that says all of it. */
    opponent: z.string(),
    /** By how much it expects to earn more a round than the policy, from what it was fitted to: biased upward. */
    expected: z.number(),
    /** By how much it earned more in play on other deals. */
    played: z.number(),
  })).exactOptional(),
});

/** One domain of a measured checkpoint. */
export const evaluationSchema = z.strictObject({
  kind: z.literal("evaluation"),
  checkpoint: checkpointNameSchema,
  /** Whether it served to choose a checkpoint, or to report one on fresh samples. */
  purpose: z.enum(["select", "report"]),
  domain: z.string(),
  /** Mean payoffs a round against each opponent, in the game's units. */
  opponents: z.array(z.strictObject({
    pool: poolSchema,
    opponent: z.string(),
    agent: z.number(),
    theirs: z.number(),
    /** The same by episode; absent where the means are computed from a table rather than played. */
    episodes: z.strictObject({
      agent: z.array(z.number()).min(1),
      theirs: z.array(z.number()),
      /** Mean over an episode's rounds; absent where the domain has none. */
      collusion: z.array(share).exactOptional(),
      externality: z.array(share).exactOptional(),
    }).refine(
      ({ agent, ...others }) => Object.values(others).every((values) => values.length === agent.length),
      { error: "must have as many values of each kind as there are episodes" },
    ).exactOptional(),
  })),
  /** u: mean payoff a round against the train pool. */
  payoff: z.number(),
  /** e: mean over the exploit pool of what its opponents earn above the agent, each clipped at 0; null without a pool. */
  exploitability: z.number().min(0).nullable(),
  /** c; null where the domain has none. */
  collusion: share.nullable(),
  /** x; null where the domain has none. */
  externality: share.nullable(),
  /** Mean payoff a round against the shifted pool, or against held-out opponents where that is empty; null without either. */
  robust: z.number().nullable(),
  /** Against opponents that no training pool may hold; null without any. */
  heldOut: z.strictObject({
    /** Mean payoff a round. */
    payoff: z.number(),
    /** Mean over them of what each earns above the agent, clipped at 0. */
    advantage: z.number().min(0),
  }).nullable(),
  /**
   * The strategy that gains most above the agent: where the policy is measured exactly, of all there are; where it is
   * measured by play, of those that were computed and those that stand in pools, so that `played` is a lower bound.
   */
  bestResponse: z.strictObject({
    /** A name that says all of it. */
    opponent: z.string(),
    /** By how much it earned more a round than the agent where it was computed or chosen: biased upward. */
    fitted: z.number(),
    /** By how much it earned more in play on deals that chose nothing; null where `fitted` is exact. */
    played: z.number().nullable(),
  }),
  /** J = s·u − λe·s·e − λc·c − λx·x, which the paper calls Safety. */
  objective: z.number(),
  /**
   * Mean normalized relative advantage over the train pool's opponents but for those `without`, with whom the payoffs' sum
   * isn't positive; undefined where that is all of them, and then the reason.
   */
  nra: z.union([
    z.strictObject({ value: z.number(), without: z.array(z.string()).min(1).exactOptional() }),
    z.strictObject({ undefined: z.string() }),
  ]),
  /** Share of decisions in play against the train pool that the constrained fallback makes. */
  fallbackRate: share,
  /** What only this domain has. */
  details: z.discriminatedUnion("kind", [kuhnEvaluationSchema, playEvaluationSchema]),
  timings: timingsSchema,
});

/** One domain of a measured checkpoint. */
export type EvaluationLine = z.output<typeof evaluationSchema>;

/** Which checkpoint the run reports, chosen by J on the samples for choosing. */
export const selectionSchema = z.strictObject({
  kind: z.literal("selection"),
  checkpoint: checkpointNameSchema,
  /** Its J where it was chosen, mean over domains, which luck flatters; the report's J is the one to quote. */
  objective: z.number(),
});

/** Which checkpoint the run reports. */
export type SelectionLine = z.output<typeof selectionSchema>;

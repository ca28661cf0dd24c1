import { z } from "zod";
import { PENALTIES } from "../../sepo/types.ts";
import { meanMax, poolSchema, share, tally, timingsSchema } from "./common.ts";

/** A number for each term of the objective: payoff a round, and the penalties; none is weighted. */
const termsSchema = z.strictObject({
  payoff: z.number(),
  exploitability: z.number(),
  collusion: z.number(),
  externality: z.number(),
});

/** A number for each penalty as it is credited. */
const penaltiesSchema = z.strictObject({
  exploitability: z.number(),
  collusion: z.number(),
  externality: z.number(),
});

/** What one group of an iteration showed. */
const groupSchema = z.strictObject({
  pool: poolSchema,
  opponent: z.string(),
  episodes: tally,
  /** Means over its episodes. */
  terms: termsSchema,
  /** Population variance of each term over its episodes: 0 can't move the policy. */
  variance: termsSchema,
  /** Population variance of each penalty as it is credited, λ included. */
  creditedVariance: penaltiesSchema,
  /** Whether all its advantages are 0. */
  silent: z.boolean(),
  /** Root of the mean square of its advantages. */
  advantageNorm: z.number().min(0),
});

/** What an iteration's episodes of one domain earned and cost. */
const domainReportSchema = z.strictObject({
  /** None in files of version 1, which didn't tell groups apart. */
  groups: z.array(groupSchema),
  pools: z.partialRecord(
    poolSchema,
    z.strictObject({
      episodes: tally,
      /** Means over the pool's episodes. */
      terms: termsSchema,
      /** Mean over the pool's groups of each term's population variance inside the group: 0 can't move the policy. */
      varianceInGroups: termsSchema,
      /** Share of groups whose advantages are all 0. */
      silentGroups: share,
      /** Root of the mean square over the pool's advantages; absent from files of version 1, which didn't keep it. */
      advantageNorm: z.number().min(0).exactOptional(),
    }),
  ),
  /** Mean reward of a round, as credited: scaled payoff less weighted penalties. */
  reward: z.number(),
  /**
   * Penalties that have a weight and are the same in all episodes of every group that carries them: they can't act. Absent
   * from files of version 1, which didn't say.
   */
  constant: z.array(z.enum(PENALTIES)).exactOptional(),
  /** Share of decisions that the constrained fallback made, because no action could be read out of the reply. */
  fallbackRate: share,
});

/** One iteration of SEPO: a rollout and a gradient step. */
export const iterationSchema = z.strictObject({
  kind: z.literal("iteration"),
  /** From 1. */
  iteration: z.int().min(1),
  /** What was played in each domain. */
  domains: z.record(z.string(), domainReportSchema),
  /** The (domain, pool) pairs whose gradients `step.parts` compares, as `ipd train`; none in files of version 1. */
  parts: z.array(z.string()),
  /** Length of a reply in tokens, the stop token included. */
  replyTokens: meanMax,
  /** What the gradient step did. */
  step: z.strictObject({
    loss: z.number(),
    /** Norm of the gradient before clipping. */
    gradNorm: z.number().min(0),
    /** Mean of the one-sided penalty, max(0, log π − log π_ref), in nats a reply; null if β is 0. */
    kl: z.number().min(0).nullable(),
    /** Mean of log π − log π_ref, in nats a reply; null if β is 0. */
    logRatioToReference: z.number().nullable(),
    /** Share of the loss's ratios, one a decision or one a reply token, that the clip cut. */
    clipFraction: share,
    /** The weights that correct between sampler and trainer; absent without a correction. */
    correction: z.strictObject({
      meanWeight: z.number().min(0),
      /** Share of the weights that the cap lowered or dropped. */
      cappedFraction: share,
    }).exactOptional(),
    /** Mean entropy of a token's distribution, in nats. */
    entropy: z.number(),
    /** Ratio of new to old probability of a reply, before the step. */
    ratio: meanMax,
    /** |log-prob by the trainer − log-prob by the sampler| of a token, in nats. */
    logProbGap: meanMax,
    learningRate: z.number().min(0),
    /**
     * Tokens of all decisions with their prompts, and those of them that went through the model, since what is equal does so
     * once; absent for a table.
     */
    tokens: z.strictObject({ all: tally, computed: tally }).exactOptional(),
    /** The gradients of the parts by themselves, before they are clipped; only where they were measured. */
    parts: z.strictObject({
      /** Norm of each part's gradient. */
      norms: z.array(z.number().min(0)),
      /** Cosine between two parts' gradients; null where one of them is 0. */
      cosines: z.array(z.array(z.number().min(-1.000001).max(1.000001).nullable())),
    }).exactOptional(),
  }),
  timings: timingsSchema,
});

/** One iteration of SEPO. */
export type IterationLine = z.output<typeof iterationSchema>;

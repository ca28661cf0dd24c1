import { z } from "zod";
import { share, tally } from "./common.ts";

const cardRates = z.strictObject({ J: share, Q: share, K: share });

/** What only Kuhn poker has to say about a checkpoint. */
export const kuhnEvaluationSchema = z.strictObject({
  kind: z.literal("kuhn"),
  /** The policy that reasons first, from sampled replies: one row for each of the 12 information sets. */
  policy: z.array(z.strictObject({
    /** OpenSpiel's name: card 0–2, then p for pass or fold and b for bet or call. */
    infoset: z.string().regex(/^[012](?:p|b|pb)?$/),
    /** Share of `samples` that bet or called. */
    bet: share,
    samples: z.int().min(1),
    /** Samples that the constrained fallback decided. */
    fallbacks: tally,
  })).length(12),
  /** Probability of bet or call without a reason, from the legal actions' scores, by information set. */
  answerOnly: z.record(z.string(), share),
  /** Bet rate by card where nobody has bet, and call rate by card where the opponent has. */
  rates: z.strictObject({ bet: cardRates, call: cardRates }),
  /** NashConv / 2, in chips a hand. */
  exploitability: z.strictObject({
    /** Exact, of the policy that answers without a reason. */
    answerOnly: z.number().min(0),
    /** Of the sampled table of the policy that reasons first: biased upward near 0. */
    sampled: z.number().min(0),
    /** What an equilibrium shows when its table is sampled as often: the bias to compare `sampled` with. */
    equilibriumAtSameSamples: z.strictObject({ mean: z.number().min(0), sd: z.number().min(0) }),
  }),
});

/** What only Kuhn poker has to say about a checkpoint. */
export type KuhnEvaluation = z.output<typeof kuhnEvaluationSchema>;

import { z } from "zod";
import { loraSchema } from "./lora.ts";
import { count, nonNegative, positive } from "./numbers.ts";

/** Safe Equilibrium Policy Optimization. The defaults are the paper's, without its dropout. */
export const sepoSchema = z.strictObject({
  /** Rollouts, each followed by one gradient step. */
  iterations: count.default(100),
  /**
   * Episodes in a group, that is against each (pool, opponent): at least 2, since advantages compare them, and as many as
   * half a word of a random number's address can count.
   */
  episodesPerOpponent: z.int().min(2).max(65_535).default(4),
  /** AdamW's learning rate, constant. */
  learningRate: positive.default(1e-5),
  /** AdamW's decoupled weight decay. */
  weightDecay: nonNegative.default(0),
  /** Norm to which a step's gradient is clipped. */
  maxGradNorm: positive.default(1),
  /** The adapter that is trained, on the merged SFT weights. */
  lora: loraSchema({ rank: 16, alpha: 32 }).prefault({}),
  /** Weight of the one-sided KL penalty to the SFT weights. */
  beta: nonNegative.default(0.1),
  /** PPO's clip range of the ratio: [1 − ε, 1 + ε]. */
  epsilon: z.number().gt(0).lt(1).default(0.2),
  /** Which episodes carry the penalties: those whose actions caused them, or none. */
  credit: z.enum(["per-pool", "reward-only"]).default("per-pool"),
  /** What a round is credited with: its own payoff (the paper), the payoff from it on, or the whole episode's. */
  return: z.enum(["round", "toGo", "episode"]).default("round"),
  /** What an advantage is relative to in its group: the same round of the other episodes, or their totals. */
  normalize: z.enum(["round", "episode"]).default("round"),
  /** Whether advantages are divided by their group's standard deviation. */
  advantageStd: z.boolean().default(true),
  /** Whether the episodes of a group see the same deals and the same opponent's coins. */
  shareGroupRandomness: z.boolean().default(true),
  /** Sampling temperature; also that of every log-prob. */
  temperature: positive.default(0.8),
  /** Tokens after which a reply is cut; a batch's random numbers, one a token, must fit into memory. */
  maxNewTokens: count.max(32_768).default(512),
  /** Every how many iterations a checkpoint is written and evaluated; the last iteration always is. */
  checkpointEvery: count.default(25),
});

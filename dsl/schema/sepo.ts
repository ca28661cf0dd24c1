import { z } from "zod";
import {
  DEFAULT_EPSILON,
  IMPORTANCE_SAMPLING_LEVELS,
  IMPORTANCE_SAMPLING_MODES,
  KL_KINDS,
  LOSS_TYPES,
} from "../../lib/trainer/loss_settings.ts";
import { CLIPS, CREDITS, EXPLOIT_TERMS, GROUP_WEIGHTINGS, NORMALIZATIONS, RETURNS } from "../../lib/sepo/types.ts";
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
  /**
   * The loss: `decision` is the paper's, PPO's clip on one ratio a reply; the others are TRL's of these names, and `gspo`.
   */
  lossType: z.enum(LOSS_TYPES).default("decision"),
  /** What a ratio is of, where the loss leaves a choice: the whole reply, its tokens' geometric mean, or each token. */
  importanceSamplingLevel: z.enum(IMPORTANCE_SAMPLING_LEVELS).exactOptional(),
  /** PPO's clip range of the ratio: [1 − ε, 1 + ε]; `cispo` has none. */
  epsilon: z.number().gt(0).lt(1).default(DEFAULT_EPSILON),
  /** The range's upper reach, where it differs from ε (DAPO's clip-higher); for `cispo` the cap on the ratio, at least 1. */
  epsilonHigh: positive.exactOptional(),
  /** Weight of the KL penalty to the SFT weights. */
  beta: nonNegative.default(0.1),
  /** The KL penalty: the paper's one-sided one, Schulman's k3 in the loss, k1 in the reward, or none whatever β is. */
  kl: z.enum(KL_KINDS).default("one-sided"),
  /** How the gap between the engine that samples and the one that trains is corrected for. */
  importanceSamplingMode: z.enum(IMPORTANCE_SAMPLING_MODES).default("none"),
  /** The largest weight that the correction lets pass; at least 1. Every mode but `none` needs it. */
  importanceSamplingCap: z.number().min(1).exactOptional(),
  /**
   * Which episodes carry the penalties: those whose actions caused them (the paper's correction), train episodes by fresh
   * ones played beside each (`auxiliary`, the paper's first version as written), train episodes by one estimate for all
   * (`shared`, that version as run), or none.
   */
  credit: z.enum(CREDITS).default("per-pool"),
  /** What a round is credited with: its own payoff (the paper), the payoff from it on, or the whole episode's. */
  return: z.enum(RETURNS).default("round"),
  /** What a reward is compared with: the same round of the group's other episodes, their means, or the whole batch. */
  normalize: z.enum(NORMALIZATIONS).default("round"),
  /**
   * How groups weigh: equally (the paper), by the λ of their pool, or as in J. `exact` estimates ∇J without bias, which it does with
   * the loss `decision` alone; it sets `return: toGo`, `advantageStd: false` and `clip: pool` unless `return` says `episode`.
   */
  groupWeighting: z.enum(GROUP_WEIGHTINGS).default("uniform"),
  /** Whether advantages are divided by their group's standard deviation (GRPO), or not (Dr. GRPO). */
  advantageStd: z.boolean().default(true),
  /** Where exploitability's max(0, ·) is taken: of each episode (the paper), or of the opponent's mean, as J has it. */
  clip: z.enum(CLIPS).default("episode"),
  /** Whose gains are exploitability: the pool's (the paper), its worst opponent's, or the best response's in its place. */
  exploitTerm: z.enum(EXPLOIT_TERMS).default("pool"),
  /** Whether the episodes of a group see the same deals and the same opponent's coins. */
  shareGroupRandomness: z.boolean().default(true),
  /** Sampling temperature; also that of every log-prob. */
  temperature: positive.default(0.8),
  /** Tokens after which a reply is cut; a batch's random numbers, one a token, must fit into memory. */
  maxNewTokens: count.max(32_768).default(512),
  /** Every how many iterations the pools' gradients are measured one by one and compared; 0 for never. It costs a pass each. */
  compareGradientsEvery: z.int().min(0).default(25),
  /** Every how many iterations the episodes are written to the results, from the first on; 0 for never. */
  recordEpisodesEvery: z.int().min(0).default(1),
  /** Every how many iterations a checkpoint is written and evaluated; the last iteration always is. */
  checkpointEvery: count.default(25),
});

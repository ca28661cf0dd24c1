/**
 * The loss of a gradient step: which there are, and which settings go together. The formulas, their sources and their
 * gradients stand in the Python package's `losses`. Names are TRL's where it has them.
 */
import { z } from "zod";

/**
 * `decision` is the paper's: PPO's clip on one ratio a reply. `grpo`, `dr_grpo`, `dapo` and `cispo` are TRL's of these
 * names; `gspo` is what TRL spells as `grpo` with ratios at the level of the sequence.
 */
export const LOSS_TYPES = ["decision", "grpo", "dr_grpo", "dapo", "gspo", "cispo"] as const;

/** What a ratio π / π_old is of: the whole reply, the geometric mean over its tokens, or each token. */
export const IMPORTANCE_SAMPLING_LEVELS = ["decision", "sequence", "token"] as const;

/** How the gap between the engine that sampled and the one that trains is corrected for. */
export const IMPORTANCE_SAMPLING_MODES = [
  "none",
  "token_truncate",
  "token_mask",
  "sequence_truncate",
  "sequence_mask",
] as const;

/**
 * The penalty for leaving the reference. `one-sided` is the paper's, max(0, log π − log π_ref) of a reply; `k3` is
 * Schulman's estimate on each token, in the loss; `k1-reward` takes β·(log π_old − log π_ref) of a reply off its
 * advantage.
 */
export const KL_KINDS = ["one-sided", "k3", "k1-reward", "none"] as const;

/** PPO's clip range where nothing is said, as in the paper; no unit. */
export const DEFAULT_EPSILON = 0.2;

/** A loss's name. */
export type LossType = typeof LOSS_TYPES[number];

/** What a ratio is of. */
export type ImportanceSamplingLevel = typeof IMPORTANCE_SAMPLING_LEVELS[number];

/** A correction between sampler and trainer. */
export type ImportanceSamplingMode = typeof IMPORTANCE_SAMPLING_MODES[number];

/** A penalty for leaving the reference. */
export type KlKind = typeof KL_KINDS[number];

/** The levels that a loss takes, its default first. */
export const LEVELS_OF: Readonly<Record<LossType, readonly [ImportanceSamplingLevel, ...ImportanceSamplingLevel[]]>> = {
  decision: ["decision"],
  grpo: ["token", "sequence"],
  dr_grpo: ["token", "sequence"],
  dapo: ["token", "sequence"],
  gspo: ["sequence"],
  cispo: ["token", "sequence", "decision"],
};

/** Settings of a loss that are a researcher's choice; those that are left out have the defaults that are named. */
export interface LossChoice {
  /** Which loss; `decision` if absent. */
  readonly lossType?: LossType | undefined;
  /** What its ratios are of; the first of {@linkcode LEVELS_OF} if absent. */
  readonly importanceSamplingLevel?: ImportanceSamplingLevel | undefined;
  /** The clip's lower bound is 1 − ε; no unit. All losses need it but `cispo`, which has none. */
  readonly epsilon?: number | undefined;
  /**
   * The clip's upper bound is 1 + ε_high; ε if absent. For `cispo`, which needs it, it is the cap itself, as in TRL, and
   * at least 1; no unit.
   */
  readonly epsilonHigh?: number | undefined;
  /** The longest reply allowed, in tokens: what `dr_grpo`, and it alone, divides by besides. */
  readonly maxCompletionLength?: number | undefined;
  /** Weight of the penalty; no unit. 0 leaves the reference out altogether. */
  readonly beta: number;
  /** The penalty; `one-sided` if absent. */
  readonly kl?: KlKind | undefined;
  /** The correction between sampler and trainer; `none` if absent. */
  readonly importanceSamplingMode?: ImportanceSamplingMode | undefined;
  /** The largest weight that the correction lets pass; at least 1, no unit. Every mode but `none` needs it. */
  readonly importanceSamplingCap?: number | undefined;
}

/**
 * Why a choice makes no sense, as a sentence that names the setting; undefined if it makes sense.
 *
 * @example
 * ```ts
 * import { lossConflict } from "./loss_settings.ts";
 * lossConflict({ lossType: "cispo", epsilon: 0.2, beta: 0 });
 * // { path: "epsilon", message: 'lossType "cispo" has no lower bound: leave epsilon out' }
 * ```
 */
export function lossConflict(choice: LossChoice): { path: keyof LossChoice; message: string } | undefined {
  const { lossType = "decision", epsilon, epsilonHigh, maxCompletionLength, beta, kl } = choice;
  const { importanceSamplingMode: mode = "none", importanceSamplingCap: cap } = choice;
  const levels = LEVELS_OF[lossType];
  const level = choice.importanceSamplingLevel ?? levels[0];
  if (!levels.includes(level)) {
    const instead = lossType === "dr_grpo" && level === "decision"
      ? 'ask for lossType "decision"'
      : `choose ${levels.map((name) => `"${name}"`).join(" or ")}`;
    return {
      path: "importanceSamplingLevel",
      message: `lossType "${lossType}" has no ratios at level "${level}": ${instead}`,
    };
  }
  if (lossType === "cispo") {
    if (epsilon !== undefined) {
      return { path: "epsilon", message: 'lossType "cispo" has no lower bound: leave epsilon out' };
    }
    if (epsilonHigh === undefined || epsilonHigh < 1) {
      return {
        path: "epsilonHigh",
        message: `lossType "cispo" needs epsilonHigh, its cap on the ratio, of at least 1, got ${
          epsilonHigh ?? "none"
        }`,
      };
    }
  } else if (epsilon === undefined) {
    return { path: "epsilon", message: `lossType "${lossType}" needs epsilon, the clip's reach below 1` };
  }
  if (lossType === "dr_grpo" && maxCompletionLength === undefined) {
    return {
      path: "maxCompletionLength",
      message: 'lossType "dr_grpo" needs maxCompletionLength, the constant that it divides by',
    };
  }
  if (lossType !== "dr_grpo" && maxCompletionLength !== undefined) {
    return {
      path: "maxCompletionLength",
      message: `lossType "${lossType}" doesn't divide by maxCompletionLength: leave it out or choose "dr_grpo"`,
    };
  }
  if (kl === "none" && beta > 0) {
    return { path: "kl", message: `beta ${beta} weighs no penalty with kl "none": set beta to 0 or choose a kl` };
  }
  if (mode.startsWith("token_") && level !== "token") {
    const instead = mode === "token_mask" ? "sequence_mask" : "sequence_truncate";
    return {
      path: "importanceSamplingMode",
      message: `"${mode}" weighs tokens, and a reply is one term at level "${level}": choose "${instead}"`,
    };
  }
  if (mode !== "none" && (cap === undefined || cap < 1)) {
    return {
      path: "importanceSamplingCap",
      message: `"${mode}" needs importanceSamplingCap of at least 1, got ${cap ?? "none"}`,
    };
  }
  if (mode === "none" && cap !== undefined) {
    return {
      path: "importanceSamplingCap",
      message: `importanceSamplingCap ${cap} caps nothing with importanceSamplingMode "none": leave it out`,
    };
  }
  return undefined;
}

const positive = z.number().positive();

/**
 * The loss of a gradient step as it is asked for; parsing fills the defaults in.
 *
 * L = (1 / normalizer) Σ_rows (surrogate + β·kl) / ℓ, each in units of a sum over the reply's tokens. ℓ is 1 for
 * `decision`, the reply's tokens for `grpo` and `gspo`, `maxCompletionLength` for `dr_grpo`, and the batch's mean tokens a
 * reply for `dapo` and `cispo`. With the number of replies as the normalizer, they are TRL's.
 */
export const lossSchema = z.strictObject({
  lossType: z.enum(LOSS_TYPES).optional(),
  importanceSamplingLevel: z.enum(IMPORTANCE_SAMPLING_LEVELS).optional(),
  epsilon: positive.optional(),
  epsilonHigh: positive.optional(),
  maxCompletionLength: z.int().positive().optional(),
  beta: z.number().nonnegative(),
  kl: z.enum(KL_KINDS).optional(),
  importanceSamplingMode: z.enum(IMPORTANCE_SAMPLING_MODES).optional(),
  importanceSamplingCap: positive.optional(),
  /** What the sum over decisions is divided by: |groups|·n·T in the paper. */
  normalizer: positive,
  /** What logits are divided by, as in sampling; no unit. */
  temperature: positive,
}).superRefine((loss, context) => {
  const conflict = lossConflict(loss);
  if (conflict !== undefined) {
    context.addIssue({ code: "custom", path: [conflict.path], message: conflict.message });
  }
}).transform((loss) => {
  const lossType = loss.lossType ?? "decision";
  return {
    ...loss,
    lossType,
    importanceSamplingLevel: loss.importanceSamplingLevel ?? LEVELS_OF[lossType][0],
    epsilonHigh: loss.epsilonHigh ?? loss.epsilon,
    kl: loss.kl ?? "one-sided" as const,
    importanceSamplingMode: loss.importanceSamplingMode ?? "none" as const,
  };
});

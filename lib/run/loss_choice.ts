import type { RunSettings } from "../../dsl/plan.ts";
import { DEFAULT_EPSILON, type LossChoice } from "../trainer/loss_settings.ts";

/** The loss that a run's settings choose, without what that loss has no use for. */
export function lossChoice(sepo: RunSettings["sepo"]): LossChoice {
  const { lossType, importanceSamplingLevel, epsilon, epsilonHigh, beta, kl, maxNewTokens } = sepo;
  const { importanceSamplingMode, importanceSamplingCap } = sepo;
  return {
    lossType,
    importanceSamplingLevel,
    epsilon: lossType === "cispo" && epsilon === DEFAULT_EPSILON ? undefined : epsilon,
    epsilonHigh,
    maxCompletionLength: lossType === "dr_grpo" ? maxNewTokens : undefined,
    beta: kl === "none" ? 0 : beta,
    kl,
    importanceSamplingMode,
    importanceSamplingCap,
  };
}

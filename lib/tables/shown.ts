import { FOLD_PENALTY, foldsAndDecisions } from "../games/kuhn/folds.ts";
import { policyOf } from "../games/kuhn/policy.ts";
import { strategyPolicy } from "../games/kuhn/strategies.ts";
import type { EvaluationLine, KuhnEvaluation } from "../results/schema.ts";
import type { Paper, PaperRow } from "./paper_schema.ts";

/**
 * A measure that tables show, by the paper's name for it. `safetyWithFolds` is Safety as the paper's first version has it in
 * Kuhn poker.
 */
export type MeasureName = keyof PaperRow["cells"] | keyof Paper["frequencies"][number]["cells"] | "safetyWithFolds";

/** All of them. */
export const MEASURE_NAMES = [
  ...["payoff", "exploitability", "collusion", "externality", "safety", "nra"] as const,
  "safetyWithFolds" as const,
  ...["betJ", "betQ", "betK", "callJ", "callQ", "callK"] as const,
] satisfies readonly MeasureName[];

/** What tables show of a measured checkpoint; null where the domain or the measure doesn't have it. */
export type Shown = Readonly<Record<MeasureName, number | null>>;

/** The part of an evaluation that tables show. */
type Evaluated = Pick<
  EvaluationLine,
  "payoff" | "exploitability" | "collusion" | "externality" | "objective" | "nra"
>;

/** What tables show of a policy in Kuhn poker besides. */
export interface ShownOfKuhn {
  readonly rates: KuhnEvaluation["rates"];
  /** Folds ÷ decisions as in {@linkcode FOLD_PENALTY}. */
  readonly foldRate: number;
}

/** What tables show of an evaluation, and of Kuhn poker where it is that. */
export function shown(
  { payoff, exploitability, collusion, externality, objective, nra }: Evaluated,
  kuhn?: ShownOfKuhn,
): Shown {
  const { bet, call } = kuhn?.rates ?? { bet: undefined, call: undefined };
  return {
    payoff,
    exploitability,
    collusion,
    externality,
    safety: objective,
    nra: "value" in nra ? nra.value : null,
    safetyWithFolds: kuhn === undefined ? null : objective - FOLD_PENALTY.weight * kuhn.foldRate,
    betJ: bet?.J ?? null,
    betQ: bet?.Q ?? null,
    betK: bet?.K ?? null,
    callJ: call?.J ?? null,
    callQ: call?.Q ?? null,
    callK: call?.K ?? null,
  };
}

/** What tables show of an evaluation line. */
export function shownOf(line: EvaluationLine): Shown {
  const { details } = line;
  if (details.kind !== "kuhn") return shown(line);
  const policy = policyOf((infoset) => details.policy.find((row) => row.infoset === infoset)?.bet ?? NaN);
  const { folds, decisions } = foldsAndDecisions(policy, strategyPolicy(FOLD_PENALTY.opponent));
  return shown(line, { rates: details.rates, foldRate: folds / decisions });
}

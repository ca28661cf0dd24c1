import type { EvaluationLine, KuhnEvaluation } from "../results/schema.ts";
import type { Paper, PaperRow } from "./paper_schema.ts";

/** A measure that tables show, by the paper's name for it. */
export type MeasureName = keyof PaperRow["cells"] | keyof Paper["frequencies"][number]["cells"];

/** All of them. */
export const MEASURE_NAMES = [
  ...["payoff", "exploitability", "collusion", "externality", "safety", "nra"] as const,
  ...["betJ", "betQ", "betK", "callJ", "callQ", "callK"] as const,
] satisfies readonly MeasureName[];

/** What tables show of a measured checkpoint; null where the domain or the measure doesn't have it. */
export type Shown = Readonly<Record<MeasureName, number | null>>;

/** The part of an evaluation that tables show. */
type Evaluated = Pick<
  EvaluationLine,
  "payoff" | "exploitability" | "collusion" | "externality" | "objective" | "nra"
>;

/** What tables show of an evaluation, and of Kuhn's rates where there are any. */
export function shown(
  { payoff, exploitability, collusion, externality, objective, nra }: Evaluated,
  rates?: KuhnEvaluation["rates"],
): Shown {
  const { bet, call } = rates ?? { bet: undefined, call: undefined };
  return {
    payoff,
    exploitability,
    collusion,
    externality,
    safety: objective,
    nra: "value" in nra ? nra.value : null,
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
  return shown(line, line.details.kind === "kuhn" ? line.details.rates : undefined);
}

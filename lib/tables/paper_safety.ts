import { objective } from "../sepo/objective.ts";
import { figureOf, roundingOf } from "./figure.ts";
import type { PaperCell, PaperObjective, PaperRow } from "./paper_schema.ts";

/** What Safety is by the row's own columns. */
export type RecomputedSafety =
  | {
    /** All its terms are printed. */
    readonly kind: "value";
    readonly value: number;
    /** The largest difference to the printed Safety that rounding explains. */
    readonly rounding: number;
  }
  | {
    /** Collusion isn't printed: Safety can be had from one collusion alone. */
    readonly kind: "needs";
    readonly collusion: number;
    /** The largest error of that collusion that rounding explains. */
    readonly rounding: number;
    /** Whether it is a rate in [0, 1], as far as rounding lets one tell. */
    readonly possible: boolean;
  };

/** s = 3 / maxPayoff of a domain. */
export function paperScale({ maxPayoff }: Pick<PaperObjective, "maxPayoff">): number {
  return 3 / figureOf(maxPayoff.printed);
}

/** λ that the paper reports Safety with: that of training, but for λc where evaluation has its own. */
export function evaluationWeights(
  { exploitability, collusion, externality, evaluationCollusion }: PaperObjective,
): { exploitability: number; collusion: number; externality: number } {
  return {
    exploitability: figureOf(exploitability.printed),
    collusion: figureOf((evaluationCollusion ?? collusion)?.printed ?? "0"),
    externality: figureOf(externality.printed),
  };
}

/** A term's value and rounding; 0 where it doesn't count, undefined where it counts and isn't printed. */
function term(cell: PaperCell | undefined, weight: number): { value: number; rounding: number } | undefined {
  if (weight === 0) return { value: 0, rounding: 0 };
  return cell && { value: figureOf(cell.printed), rounding: Math.abs(weight) * roundingOf(cell.printed) };
}

/**
 * Safety out of a row's Pay, Exploit, Coll and Ext: s·u − λe·s·e − λc·c − λx·x; where Coll isn't printed, the collusion that
 * the printed Safety would need. Undefined where something else is missing.
 */
export function recomputedSafety(cells: PaperRow["cells"], of: PaperObjective): RecomputedSafety | undefined {
  const scale = paperScale(of);
  const weights = evaluationWeights(of);
  const payoff = term(cells.payoff, scale);
  const exploitability = term(cells.exploitability, scale * weights.exploitability);
  const externality = term(cells.externality, weights.externality);
  const { safety } = cells;
  if (payoff === undefined || exploitability === undefined || externality === undefined || safety === undefined) {
    return undefined;
  }
  const collusion = term(cells.collusion, weights.collusion);
  const terms = { payoff: payoff.value, exploitability: exploitability.value, externality: externality.value };
  const rounding = payoff.rounding + exploitability.rounding + externality.rounding + roundingOf(safety.printed);
  if (collusion !== undefined) {
    const value = objective({ ...terms, collusion: collusion.value }, weights, scale);
    return { kind: "value", value, rounding: rounding + collusion.rounding };
  }
  const needed = (objective(terms, weights, scale) - figureOf(safety.printed)) / weights.collusion;
  const error = rounding / weights.collusion;
  return { kind: "needs", collusion: needed, rounding: error, possible: needed >= -error && needed <= 1 + error };
}

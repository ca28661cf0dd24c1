import type { CreditedTurn } from "../run/credit_decisions.ts";
import type { StepOutcome } from "../run/learner.ts";
import { decisionLoss, type DecisionLossSettings } from "./decision_loss.ts";
import { logProbsOf, type Row, stateOf, type Table } from "./table.ts";

/** d loss / d logits, by state. */
export type Gradients = ReadonlyMap<string, readonly number[]>;

/** Settings of {@linkcode gradientsOf}. */
export interface GradientSettings extends DecisionLossSettings {
  readonly temperature: number;
  /** What the sum over decisions is divided by. */
  readonly normalizer: number;
}

/** What a batch of decisions pushes, and what it shows. */
export interface BatchGradients {
  readonly gradients: Gradients;
  /** Norms of the parts' gradients, which sum to the whole, and the cosines between them; if they were asked for. */
  readonly parts: StepOutcome["report"]["parts"];
  readonly report: Omit<StepOutcome["report"], "gradNorm" | "parts">;
}

/** Adds slope · ∂ log π(action) / ∂ logits = slope · (1[action] − π) / temperature to a state's gradient. */
function add(
  gradients: Map<string, number[]>,
  state: string,
  logProbs: readonly number[],
  action: number,
  slope: number,
): void {
  const row = gradients.get(state) ?? logProbs.map(() => 0);
  gradients.set(state, row);
  for (const [i, logProb] of logProbs.entries()) row[i]! += slope * ((i === action ? 1 : 0) - Math.exp(logProb));
}

/**
 * The gradient of the mean loss of decisions, see {@linkcode decisionLoss}, by the table's logits.
 *
 * @param turns Decisions that the table made, with their advantages.
 * @param reference The table that the KL penalty refers to.
 */
export function gradientsOf(
  turns: readonly CreditedTurn[],
  table: Table,
  reference: Table,
  { temperature, normalizer, ...settings }: GradientSettings,
  measureParts: boolean,
): BatchGradients {
  const known = new Map<Row, number[]>();
  const logProbsAt = (row: Row) => {
    const logProbs = known.get(row) ?? logProbsOf(row, temperature);
    known.set(row, logProbs);
    return logProbs;
  };
  const gradients = new Map<string, number[]>();
  const byPart: Map<string, number[]>[] = [];
  const sums = { loss: 0, kl: 0, toReference: 0, clipped: 0, entropy: 0, ratio: 0, gap: 0 };
  const most = { ratio: 0, gap: 0 };
  for (const turn of turns) {
    const { answer: { reply }, advantage, part } = turn;
    const state = stateOf(turn), action = reply.tokens[0]!, old = reply.logProbs[0]!;
    const logProbs = logProbsAt(table.row(turn));
    const logProb = { now: logProbs[action]!, old, reference: logProbsAt(reference.row(turn))[action]! };
    const { loss, slope, ratio, clipped, toReference } = decisionLoss(logProb, advantage, settings);
    add(gradients, state, logProbs, action, slope / (normalizer * temperature));
    if (measureParts) add(byPart[part] ??= new Map(), state, logProbs, action, slope / (normalizer * temperature));
    const gap = Math.abs(logProb.now - old);
    sums.loss += loss;
    sums.kl += Math.max(0, toReference);
    sums.toReference += toReference;
    sums.clipped += clipped ? 1 : 0;
    sums.entropy -= logProbs.reduce((sum, value) => sum + Math.exp(value) * value, 0);
    sums.ratio += ratio;
    sums.gap += gap;
    most.ratio = Math.max(most.ratio, ratio);
    most.gap = Math.max(most.gap, gap);
  }
  const mean = (sum: number) => sum / turns.length;
  return {
    gradients,
    parts: measureParts ? compared(byPart) : undefined,
    report: {
      loss: sums.loss / normalizer,
      kl: settings.beta > 0 ? mean(sums.kl) : null,
      logRatioToReference: settings.beta > 0 ? mean(sums.toReference) : null,
      clipFraction: mean(sums.clipped),
      entropy: mean(sums.entropy),
      ratio: { mean: mean(sums.ratio), max: most.ratio },
      logProbGap: { mean: mean(sums.gap), max: most.gap },
    },
  };
}

function dot(one: Gradients, other: Gradients): number {
  let sum = 0;
  for (const [state, row] of one) {
    const against = other.get(state);
    if (against !== undefined) row.forEach((value, i) => sum += value * against[i]!);
  }
  return sum;
}

/** Euclidean norm over all states. */
export function gradientNorm(gradients: Gradients): number {
  return Math.sqrt(dot(gradients, gradients));
}

function compared(parts: readonly Gradients[]): NonNullable<BatchGradients["parts"]> {
  const norms = parts.map(gradientNorm);
  return {
    norms,
    cosines: parts.map((one, i) =>
      parts.map((other, j) => norms[i]! * norms[j]! === 0 ? null : dot(one, other) / (norms[i]! * norms[j]!))
    ),
  };
}

import type { LinePanel } from "../charts/panel.ts";
import type { Experiment } from "../data/experiment.ts";
import type { LoggedIteration } from "../data/run_log.ts";
import { isSilent, iterationSeries } from "./iteration_series.ts";
import { aboutIntervals, pointsOverSeeds } from "./over_seeds.ts";
import type { PanelGroup } from "./panel_group.ts";

/** A number of the gradient step. */
interface StepCurve {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly note?: string;
  readonly span?: readonly number[];
  readonly log?: boolean;
  readonly of: (line: LoggedIteration) => number | null;
}

const CURVES: readonly StepCurve[] = [
  {
    id: "kl",
    title: "KL penalty",
    unit: "nats a reply",
    note: "Mean of max(0, log π − log π_ref)",
    span: [0],
    of: ({ step }) => step.kl,
  },
  { id: "entropy", title: "Entropy", unit: "nats a token", span: [0], of: ({ step }) => step.entropy },
  {
    id: "grad-norm",
    title: "Gradient norm",
    unit: "no unit",
    note: "Before clipping",
    span: [0],
    of: ({ step }) => step.gradNorm,
  },
  { id: "loss", title: "Loss", unit: "no unit", of: ({ step }) => step.loss },
  {
    id: "log-prob-gap-mean",
    title: "Log-prob gap, mean",
    unit: "nats a token, log scale",
    note: "|trainer − sampler|",
    log: true,
    of: ({ step }) => step.logProbGap.mean,
  },
  {
    id: "log-prob-gap-max",
    title: "Log-prob gap, largest",
    unit: "nats a token, log scale",
    note: "|trainer − sampler|",
    log: true,
    of: ({ step }) => step.logProbGap.max,
  },
  {
    id: "clip-fraction",
    title: "Clipped",
    unit: "share of ratios",
    span: [0],
    of: ({ step }) => step.clipFraction,
  },
  {
    id: "ratio-gap",
    title: "Ratio, furthest above 1",
    unit: "no unit, log scale",
    note: "New to old probability of a reply, before the step",
    log: true,
    of: ({ step }) => step.ratio.max - 1,
  },
  {
    id: "correction-weight",
    title: "Correction weight, mean",
    unit: "no unit",
    note: "Between sampler and trainer",
    of: ({ step }) => step.correction?.meanWeight ?? null,
  },
  {
    id: "correction-capped",
    title: "Correction weights capped",
    unit: "share",
    span: [0],
    of: ({ step }) => step.correction?.cappedFraction ?? null,
  },
  { id: "reply-tokens", title: "Reply, mean length", unit: "tokens", of: ({ replyTokens }) => replyTokens.mean },
];

/** What spans 0 here is never below it. */
const ABOVE = [0, Infinity] as const;

/** What the gradient steps did; a number that was 0 throughout is left out. */
export function stepPanels({ arms }: Experiment): PanelGroup[] {
  const panels = CURVES.flatMap(({ id, title, unit, note, span, log, of }): LinePanel[] => {
    const series = iterationSeries(arms, of);
    if (isSilent(series)) return [];
    return [{
      kind: "lines",
      id: `step-${id}`,
      title,
      note,
      x: { title: "iteration" },
      y: { unit, span, within: span === undefined ? undefined : ABOVE, log },
      series,
    }];
  });
  return panels.length === 0 ? [] : [{
    title: "Gradient steps",
    about: ["A number that was 0 throughout is left out.", ...aboutIntervals({ arms })].join(" "),
    rows: [panels],
  }];
}

/** The loss of supervised fine-tuning. */
export function sftPanels({ arms }: Experiment): PanelGroup[] {
  const series = arms.flatMap((arm) => {
    const points = pointsOverSeeds(
      arm.runs.map(({ log }) =>
        log.stages.flatMap(({ training }) => training.map(({ step, loss }) => ({ x: step, y: loss })))
      ),
    );
    return points.length === 0 ? [] : [{ name: arm.title, style: arm.place, points }];
  });
  return series.length === 0 ? [] : [{
    title: "Supervised fine-tuning",
    rows: [[{
      kind: "lines",
      id: "sft-loss",
      title: "Loss in SFT",
      x: { title: "step" },
      y: { unit: "nats a token", span: [0], within: ABOVE },
      series,
    }]],
  }];
}

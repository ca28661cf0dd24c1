import type { PenaltyWeights } from "../sepo/types.ts";
import type { Estimator } from "./estimates.ts";
import type { CommonCheckpoint, Group } from "./group.ts";
import type { Estimate } from "./hierarchical_bootstrap.ts";
import type { MeasureName } from "./shown.ts";
import { EMPTY_CELL, type TableCell, type TableLine, textCell } from "./table.ts";

/** Digits behind the point of our numbers. */
const DIGITS = 3;

/** A number with its digits, the minus typographic; what rounds to 0 has no sign. */
export function decimal(value: number, digits = DIGITS): string {
  return value.toFixed(digits).replace(/^-(0\.?0*)$/, "$1").replace("-", "−");
}

/** `0.146 [0.131, 0.169]`; without an interval the mean alone. */
export function estimateCell({ mean, interval }: Estimate, footnotes: readonly string[] = []): TableCell {
  const range = interval === undefined ? "" : ` [${decimal(interval.low)}, ${decimal(interval.high)}]`;
  return {
    text: decimal(mean) + range,
    value: mean,
    ...interval === undefined ? {} : { interval },
    ...footnotes.length === 0 ? {} : { footnotes },
  };
}

/** What tables call a group's figures: its name and how many seeds they are of. */
export function groupSource({ name }: Group, seeds: number): string {
  return `${name} (${seeds} ${seeds === 1 ? "seed" : "seeds"})`;
}

/** `SEPO 25` and so on. */
export function checkpointTitle(which: CommonCheckpoint): string {
  if (which === "base") return "base";
  return which === "sft" ? "SFT" : `SEPO ${which}`;
}

/** λ of the three penalties, as text; an absent one is 0. */
function weightsText({ exploitability = 0, collusion = 0, externality = 0 }: PenaltyWeights): string {
  return `λe ${exploitability}, λc ${collusion}, λx ${externality}`;
}

/** What has to be said of our Safety where its λ aren't the paper's. */
function safetyFootnotes({ setup }: Group, paperWeights: PenaltyWeights | undefined): string[] {
  if (paperWeights === undefined) return [];
  const [ours, theirs] = [weightsText(setup.evaluationPenalties), weightsText(paperWeights)];
  return ours === theirs ? [] : [`Our Safety has ${ours}; the paper's has ${theirs}.`];
}

/**
 * A group's line at a checkpoint; undefined if it was not measured there. An NRA that some seed has no value of is undefined;
 * what the domain hasn't is a dash.
 */
export function ourLine(
  estimate: Estimator,
  group: Group,
  which: CommonCheckpoint,
  columns: readonly (MeasureName | undefined)[],
  paperWeights: PenaltyWeights | undefined,
): TableLine | undefined {
  const estimates = estimate(group, which);
  if (estimates === undefined) return undefined;
  return {
    subject: group.family,
    detail: checkpointTitle(which),
    source: groupSource(group, estimates.seeds),
    ...group.remarks.length === 0 ? {} : { footnotes: group.remarks },
    cells: columns.map((name) => {
      if (name === undefined) return EMPTY_CELL;
      const found = estimates.of.get(name);
      if (found === undefined) return textCell(name === "nra" ? "undefined" : "–");
      return estimateCell(found, name === "safety" ? safetyFootnotes(group, paperWeights) : []);
    }),
  };
}

/** The line of what was not run. */
export function emptyLine(subject: string, detail: string, columns: number): TableLine {
  return { subject, detail, source: "ours", cells: Array.from({ length: columns }, () => EMPTY_CELL) };
}

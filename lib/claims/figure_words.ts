import { signed } from "../report/seeds_table.ts";
import type { Outcome } from "./examine.ts";
import type { Finding } from "./judge.ts";

/** `+0.152 [+0.131 … +0.173]`: what a rule was judged by; a dash where a run lacks a number. */
export function figureWords({ figures }: Finding): string {
  if (figures === undefined) return "–";
  if ("largestDifference" in figures) return `largest difference ${figures.largestDifference.toPrecision(2)}`;
  const { mean, low, high } = figures;
  return `${signed(mean)} [${signed(low)} … ${signed(high)}]`;
}

/** A finding as a clause: the figures, and why the rule doesn't hold if it doesn't. */
export function findingWords(finding: Finding): string {
  return `${figureWords(finding)}: ${finding.holds ? "so it is" : `not so, ${finding.why}`}`;
}

/** How much was run: `10 of 10 seeds`; nothing of what was not run. */
export function seedsWords(outcome: Outcome): string {
  return outcome.verdict === "not run" ? "" : `${outcome.seeds.length} of ${outcome.planned} seeds`;
}

/** Said once above the claims, in whatever format. */
export const PREAMBLE = [
  "Claims of the paper's abstract (v1), of its corrected text and of this project, each with the experiments that test it, " +
  "the rule that decides, stated before the run, and the verdict of the finished runs.",
  "A verdict is about the model, the domain and the settings that it was computed from; it says nothing about others, " +
  "least of all a table's or a tiny model's about the paper's models.",
  "Figures are means over seeds with Student's 95 % interval; differences are paired by seed. A test holds if all of its " +
  "rules do, else it fails, be it because the opposite is so or because the interval is too wide: the figures tell which. " +
  "It is judged by the seeds that are finished, two at least.",
] as const;

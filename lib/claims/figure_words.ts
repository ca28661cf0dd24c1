import { signed } from "../report/seeds_table.ts";
import type { Rule } from "./claim.ts";
import type { Examined, Outcome } from "./examine.ts";
import type { Finding } from "./judge.ts";

/** `0.146`, with U+2212 for minus. */
const unsigned = (value: number) => value.toFixed(3).replace("-", "−");

/** `+0.152 [+0.131 … +0.173]`, differences with their signs: what a rule was judged by; a dash where a run lacks a number. */
function figureWords(rule: Rule, { figures }: Finding): string {
  if (figures === undefined) return "–";
  if ("largestDifference" in figures) return `largest difference ${figures.largestDifference.toPrecision(2)}`;
  const { mean, low, high } = figures;
  const words = rule.kind === "interval" && rule.less === undefined ? unsigned : signed;
  return `${words(mean)} [${words(low)} … ${words(high)}]`;
}

/** A finding as a clause: the figures, whether the rule holds, and why it doesn't if it doesn't. */
export function findingWords(rule: Rule, finding: Finding): string {
  return `${figureWords(rule, finding)}: ${finding.holds ? "yes" : `no, ${finding.why}`}`;
}

/** How much was run: `10 seeds`, or `2 of 10 seeds so far`; nothing of what was not run. */
export function seedsWords(outcome: Outcome): string {
  if (outcome.verdict === "not run") return "";
  const { seeds: { length }, planned } = outcome;
  return length === planned ? `${planned} seeds` : `${length} of ${planned} seeds so far`;
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

/** Said once below the claims: how many tests came out how. */
export function countWords(examined: readonly Examined[]): string {
  const verdicts = examined.flatMap(({ outcomes }) => outcomes.map(({ verdict }) => verdict));
  const count = (verdict: Outcome["verdict"]) => verdicts.filter((each) => each === verdict).length;
  return `Of ${verdicts.length} tests ${count("holds")} hold, ${count("fails")} fail and ${
    count("not run")
  } are not run.`;
}

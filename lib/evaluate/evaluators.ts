import { kuhnEvaluator } from "./kuhn.ts";
import { playEvaluator } from "./by_play.ts";
import type { EvaluationSettings, Evaluator } from "./types.ts";

/** Domains that can be measured better than by play. */
const EXACT: Readonly<Record<string, (settings: EvaluationSettings) => Evaluator>> = { kuhn: kuhnEvaluator };

/** How a domain is measured. */
export function evaluatorOf(settings: EvaluationSettings): Evaluator {
  const { name } = settings.domain;
  return (Object.hasOwn(EXACT, name) ? EXACT[name] : undefined)?.(settings) ?? playEvaluator(settings);
}

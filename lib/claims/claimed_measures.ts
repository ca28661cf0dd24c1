import { MEASURES } from "../report/measures.ts";
import type { EvaluationLine } from "../results/schema.ts";

/** Measures that claims speak of: what tables call them, and what a sentence does. */
const CLAIMED = {
  objective: { column: "Safety J", words: "J" },
  payoff: { column: "Pay/r", words: "payoff" },
  exploitability: { column: "Exploit", words: "the exploit pool's advantage" },
  exactExploitability: { column: "expl. sampled", words: "exact exploitability" },
  bestResponse: { column: "BR adv.", words: "the best response's advantage" },
  collusion: { column: "Coll", words: "collusion" },
  nra: { column: "NRA", words: "NRA" },
  betJack: { column: "bet J", words: "how often the Jack bets" },
  callQueen: { column: "call Q", words: "how often the Queen calls" },
} as const;

/** A measure that claims speak of. */
export type ClaimedMeasure = keyof typeof CLAIMED;

/** What a sentence calls a measure. */
export function measureWords(measure: ClaimedMeasure): string {
  return CLAIMED[measure].words;
}

/** A measure of an evaluation as tables show it; null where the domain lacks it. */
export function measureOf(measure: ClaimedMeasure, line: EvaluationLine): number | null {
  return MEASURES.find(({ name }) => name === CLAIMED[measure].column)?.of(line) ?? null;
}

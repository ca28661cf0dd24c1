import type { EvaluationLine, HeaderLine } from "../../results/schema.ts";
import { runDomains } from "../../run/run_domains.ts";

/** What a term adds to J. */
export interface ObjectivePart {
  readonly name: "payoff" | "exploit" | "collusion" | "externality";
  /** No unit; penalties are at most 0. */
  readonly value: number;
}

/** Names of the terms of J, in its order. */
export const OBJECTIVE_PARTS = ["payoff", "exploit", "collusion", "externality"] as const;

/**
 * The terms of J = s·u − λe·s·e − λc·c − λx·x as they add up in one evaluation (SEPO, arXiv 2605.30854), with the λ that
 * the run reports J with; none if the settings don't know the domain.
 */
export function objectiveParts(line: EvaluationLine, { run }: HeaderLine): ObjectivePart[] {
  const played = runDomains(run.settings).find(({ domain }) => domain.name === line.domain);
  if (played === undefined) return [];
  const { domain: { payoffScale }, evaluationPenalties: penalties } = played;
  const cost = (weight = 0, value: number | null) => 0 - weight * (value ?? 0);
  return [
    { name: "payoff", value: payoffScale * line.payoff },
    { name: "exploit", value: payoffScale * cost(penalties.exploitability, line.exploitability) },
    { name: "collusion", value: cost(penalties.collusion, line.collusion) },
    { name: "externality", value: cost(penalties.externality, line.externality) },
  ];
}

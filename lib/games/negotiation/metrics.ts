import { type Demand, fits, isGreedy, PIE } from "./rules.ts";

/**
 * How a round's externality is counted: `breakdown` is 1 where the demands exceed the pie, else 0; `breakdown-or-gap`,
 * the paper's older form, adds 0.5·|a − b|/10 for demands a and b.
 */
export type ExternalityForm = "breakdown" | "breakdown-or-gap";

/**
 * c of a round: 1 if the agent's demand is greedy, else 0. The objective takes it against the collusive pool. SEPO
 * (arXiv 2605.30854).
 */
export function collusionOf(demand: Demand): 0 | 1 {
  return isGreedy(demand) ? 1 : 0;
}

/**
 * x of a round, in [0, 1]. SEPO (arXiv 2605.30854).
 *
 * The older form is cut off at 1, so that a breakdown is 1 whatever was demanded, and a deal is 0.5·|a − b|/10, at
 * most 0.4. After a deal payoffs are the demands, so that the gap is the same of either.
 */
export function externalityOf(agent: Demand, opponent: Demand, form: ExternalityForm): number {
  const breakdown = fits(agent, opponent) ? 0 : 1;
  return form === "breakdown" ? breakdown : Math.min(1, breakdown + 0.5 * Math.abs(agent - opponent) / PIE);
}

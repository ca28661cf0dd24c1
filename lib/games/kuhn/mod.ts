/** Kuhn poker: the domain, its rules, opponents and demonstrators, and exact measures of a policy. */
export * from "./best_response.ts";
export * from "./demonstrate.ts";
export * from "./demonstrators.ts";
export * from "./domain.ts";
export * from "./episode.ts";
export * from "./expected_payoff.ts";
export * from "./exploitability.ts";
export * from "./frequencies.ts";
export * from "./opponents.ts";
export * from "./options.ts";
export * from "./policy.ts";
export * from "./pool_metrics.ts";
export * from "./prompt.ts";
export * from "./rules.ts";
export * from "./simulated_exploitability.ts";

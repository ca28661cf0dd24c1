/** Negotiation over a pie: the domain, its rules, opponents and demonstrators, and exact best responses. */
export * from "./agent_table.ts";
export * from "./best_response.ts";
export * from "./demonstrate.ts";
export * from "./demonstrators.ts";
export * from "./domain.ts";
export * from "./entry.ts";
export * from "./episode.ts";
export * from "./held_out.ts";
export * from "./history.ts";
export * from "./metrics.ts";
export * from "./negotiator.ts";
export * from "./opponents.ts";
export * from "./options.ts";
export * from "./plan.ts";
export * from "./prompt.ts";
export * from "./rules.ts";
export * from "./strategies.ts";

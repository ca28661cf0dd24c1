/** Kuhn poker: the domain, its rules, opponents and exact metrics. */
export * from "./domain.ts";
export * from "./episode.ts";
export * from "./opponents.ts";
export * from "./options.ts";
export * from "./policy.ts";
export * from "./prompt.ts";
export * from "./rules.ts";

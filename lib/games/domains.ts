import type { z } from "zod";
import { demonstrateKuhn } from "./kuhn/demonstrate.ts";
import { kuhnDomain } from "./kuhn/domain.ts";
import { kuhnOptions } from "./kuhn/options.ts";
import type { Coins, Demonstration, Domain } from "./types.ts";

/** What a domain's folder gives to the rest of the system. */
export interface DomainEntry {
  /** What can be set about the domain. Types of the DSL are inferred from it. */
  readonly options: z.ZodType;
  /** Builds the domain; `options` are checked with the schema. */
  make(options?: unknown): Domain;
  /**
   * One episode of a rule-based demonstrator, drawn for the episode, as SFT examples: one a decision.
   *
   * @param coins The episode's deals and the opponent's coins.
   * @param choices The demonstrator's own draws; the domain says which (round, slot) means what.
   */
  demonstrate(coins: Coins, choices: Coins): readonly Demonstration[];
}

/** Every domain, by name. A new one is its folder and one line here. */
export const DOMAINS = {
  kuhn: { options: kuhnOptions, make: kuhnDomain, demonstrate: demonstrateKuhn },
} as const satisfies Record<string, DomainEntry>;

/** A domain's name. */
export type DomainName = keyof typeof DOMAINS;

/** Names of all domains. */
export const DOMAIN_NAMES = Object.keys(DOMAINS) as readonly DomainName[];

/** Whether there is a domain of that name. */
export function isDomainName(name: string): name is DomainName {
  return Object.hasOwn(DOMAINS, name);
}

import type { z } from "zod";
import type { Domain, Penalty } from "./types.ts";

/** What a domain's folder gives to the rest of the system: its line in `domains.ts`. */
export interface DomainEntry {
  /** What can be set about the domain; everything has a default, the paper's. Types of the DSL are inferred from it. */
  readonly options: z.ZodObject;
  /** The paper's λ of each penalty that the domain defines; no other can be written. */
  readonly penalties: Readonly<Partial<Record<Penalty, number>>>;
  /** The λ that evaluation takes where the paper's differ from those of training. */
  readonly evaluationPenalties?: Readonly<Partial<Record<Penalty, number>>>;
  /** Names of opponents, to offer the nearest to a misspelt one. */
  readonly opponents: readonly string[];
  /**
   * Builds the domain.
   *
   * @throws {z.ZodError} If the options aren't valid.
   */
  make(options?: unknown): Domain;
}

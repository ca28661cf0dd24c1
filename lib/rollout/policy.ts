import type { Decision, Domain } from "../games/types.ts";

/** One decision that waits for the agent, and the address of the random numbers that decide it. */
export interface Query {
  /** The game in which it is asked; reads the reply. */
  readonly domain: Pick<Domain, "name" | "parse" | "observableState">;
  readonly decision: Decision;
  /** Three 32-bit words, different for every decision that should be drawn independently. */
  readonly address: readonly [number, number, number];
}

/** What a language model sampled: the tokens that carry the credit. */
export interface SampledReply {
  readonly promptTokens: Int32Array;
  /** The reply's tokens, stop token included. */
  readonly tokens: Int32Array;
  /** Log-probability of each token under the distribution it was drawn from (logits ÷ temperature), in nats. */
  readonly logProbs: Float32Array;
  readonly text: string;
}

/** What the agent did. */
export interface Answer {
  /** One of the decision's legal actions. */
  readonly action: string;
  /** Why the reply could not be read, where the action is not the reply's own but the constrained fallback's. */
  readonly fallback?: string;
  readonly reply: SampledReply;
}

/** Decides a batch of queries at once, one answer each, in order. */
export interface Policy {
  act(queries: readonly Query[]): Promise<Answer[]>;
}

/** A decision whose legal actions are weighed. */
export type ScoreQuery = Pick<Query, "domain" | "decision">;

/** A policy that also says how likely it is to answer without a reason. */
export interface ScoringPolicy extends Policy {
  /**
   * Log-probability, at the sampling temperature, of each legal action as the first words after the prompt.
   *
   * @returns logProbs[query][action], in nats; not normalized over the legal actions.
   */
  score(queries: readonly ScoreQuery[]): Promise<number[][]>;
}

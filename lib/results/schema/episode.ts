import { z } from "zod";
import { messageSchema, poolSchema, share, tally } from "./common.ts";

/** A prompt, written once a file when it is first used; decisions point at it by domain and information set. */
export const promptSchema = z.strictObject({
  kind: z.literal("prompt"),
  domain: z.string(),
  infoset: z.string(),
  messages: z.array(messageSchema).min(1),
});

/** A prompt. */
export type PromptLine = z.output<typeof promptSchema>;

/** One episode of training: what was said, done and paid. */
export const episodeSchema = z.strictObject({
  kind: z.literal("episode"),
  /** From 1. */
  iteration: z.int().min(1),
  domain: z.string(),
  pool: poolSchema,
  opponent: z.string(),
  /** The computed strategy that played in the place of a best response. */
  played: z.string().exactOptional(),
  /** Place in its group, from 0. */
  index: tally,
  /** What each round paid, in the game's units, and what it cost others. */
  rounds: z.array(z.strictObject({
    agent: z.number(),
    opponent: z.number(),
    collusion: share.exactOptional(),
    externality: share.exactOptional(),
  })),
  decisions: z.array(z.strictObject({
    /** From 0. */
    round: tally,
    infoset: z.string(),
    reply: z.string(),
    /** Length of the reply in tokens, the stop token included. */
    tokens: tally,
    action: z.string(),
    /** Why the reply could not be read and the constrained fallback chose the action; null where the reply did. */
    fallback: z.string().nullable(),
    /** The advantage that the reply's tokens carry; no unit. */
    advantage: z.number(),
  })),
});

/** One episode of training. */
export type EpisodeLine = z.output<typeof episodeSchema>;

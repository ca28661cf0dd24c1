/**
 * Episodes as a page holds them: tables of distinct texts and prompts, and tuples that point into them. The builder
 * writes chunks, the page's script reads them; each chunk goes on where the tables of the one before ended.
 */

/** A place in the table of texts, from 0. */
export type TextIndex = number;

/** Stands for "none" where an index may be missing. */
export const NONE = -1;

/** The information set that a prompt belongs to, then its turns: a role and what was said. */
export type PackedPrompt = readonly [
  infoset: TextIndex,
  turns: readonly (readonly [role: TextIndex, content: TextIndex])[],
];

/** What a round paid, in the game's units, and what it cost others; null where the domain has no such term. */
export type PackedRound = readonly [
  agent: number,
  opponent: number,
  collusion: number | null,
  externality: number | null,
];

/** A decision; `prompt` points into the table of prompts, and is `NONE` where the file lacks it, as `fallback` where there was none. */
export type PackedDecision = readonly [
  round: number,
  infoset: TextIndex,
  prompt: number,
  reply: TextIndex,
  tokens: number,
  action: TextIndex,
  fallback: TextIndex,
  advantage: number,
];

/** An episode; `run` is the run's place in the page's list, `played` is `NONE` where the opponent played itself. */
export type PackedEpisode = readonly [
  run: number,
  iteration: number,
  domain: TextIndex,
  pool: TextIndex,
  opponent: TextIndex,
  played: TextIndex,
  index: number,
  rounds: readonly PackedRound[],
  decisions: readonly PackedDecision[],
];

/** Episodes with the texts and prompts that no chunk before had. */
export interface EpisodeChunk {
  readonly texts: readonly string[];
  readonly prompts: readonly PackedPrompt[];
  readonly episodes: readonly PackedEpisode[];
}

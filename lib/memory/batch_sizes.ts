/** How much is computed at a time: what bounds memory. On a GPU it also decides how sums are split, so a run keeps it. */
export interface BatchSizes {
  /** Rows that are generated together. */
  readonly rows: number;
  /** Tokens of their distinct prompts, padding included. */
  readonly promptTokens: number;
  /** Tokens that go through the model at a time in a gradient step, padding included. */
  readonly trainTokens: number;
}

/** Sizes beyond which nothing gets faster. */
export const LARGEST: BatchSizes = { rows: 512, promptTokens: 16_384, trainTokens: 8192 };

/** What bounds the memory of a batch. */
export interface BatchLimits {
  /** Rows that are generated together. */
  readonly rows: number;
  /** Tokens of their distinct prompts, padding included: each prompt is computed once, whoever shares it. */
  readonly promptTokens: number;
}

/**
 * Splits rows, in order, into batches within the limits; a row that exceeds them by itself is a batch of its own. Rows share
 * a prompt where theirs is the same array.
 */
export function* rowBatches<Row extends { readonly prompt: Int32Array }>(
  rows: readonly Row[],
  limits: BatchLimits,
): Generator<Row[]> {
  let batch: Row[] = [];
  let prompts = new Set<Int32Array>();
  let width = 0;
  for (const row of rows) {
    const count = prompts.size + (prompts.has(row.prompt) ? 0 : 1);
    const wider = Math.max(width, row.prompt.length);
    if (batch.length > 0 && (batch.length === limits.rows || count * wider > limits.promptTokens)) {
      yield batch;
      batch = [];
      prompts = new Set();
      width = 0;
    }
    batch.push(row);
    prompts.add(row.prompt);
    width = Math.max(width, row.prompt.length);
  }
  if (batch.length > 0) yield batch;
}

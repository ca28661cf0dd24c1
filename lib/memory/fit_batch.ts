import { type BatchSizes, LARGEST } from "./batch_sizes.ts";
import { memoryPlan, type MemoryQuestion, rolloutBytes, stepBytes, totalBytes } from "./memory_plan.ts";

/** Share of a device's memory that is planned with: the rest is for what the estimates miss. */
const USABLE = 0.92;

/** Sizes that are tried, the largest first. */
const ROWS = [512, 384, 256, 192, 128, 96, 64, 48, 32, 24, 16, 12, 8, 4];
const TRAIN_TOKENS = [8192, 4096, 2048, 1024, 512];

/** Prompts of a batch of rows are about as many as the rows need, up to what is fast. */
const promptTokensOf = (rows: number) => Math.min(LARGEST.promptTokens, Math.max(2048, rows * 64));

const sizesOf = (rows: number, trainTokens: number): BatchSizes => ({
  rows,
  promptTokens: promptTokensOf(rows),
  trainTokens,
});

/** Bytes of the smallest device that the smallest batches fit into. */
export function smallestDevice(question: MemoryQuestion): number {
  return totalBytes(memoryPlan(question, SMALLEST)) / USABLE;
}

/** The smallest sizes that are tried. */
export const SMALLEST: BatchSizes = sizesOf(ROWS.at(-1)!, TRAIN_TOKENS.at(-1)!);

/**
 * The largest batches that fit into a device's memory, a third of what weights leave for gradient steps and the rest for
 * rollouts; undefined if the smallest don't.
 *
 * @param deviceBytes The device's memory, all of it: what is free changes from run to run, and sizes decide numbers.
 */
export function fitBatch(question: MemoryQuestion, deviceBytes: number): BatchSizes | undefined {
  const usable = USABLE * deviceBytes;
  if (totalBytes(memoryPlan(question, SMALLEST)) > usable) return undefined;
  const fixed = totalBytes(memoryPlan(question, SMALLEST)) - rolloutBytes(question, SMALLEST) -
    stepBytes(question, SMALLEST);
  const trainTokens = TRAIN_TOKENS.find((tokens) =>
    stepBytes(question, sizesOf(SMALLEST.rows, tokens)) <= Math.max((usable - fixed) / 3, stepBytes(question, SMALLEST))
  )!;
  const rows = ROWS.find((rows) => totalBytes(memoryPlan(question, sizesOf(rows, trainTokens))) <= usable);
  return sizesOf(rows ?? SMALLEST.rows, trainTokens);
}

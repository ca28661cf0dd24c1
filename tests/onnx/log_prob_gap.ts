import type { Tensor } from "../../lib/safetensors/safetensors.ts";
import type { ParityCase } from "./parity_cases.ts";

/** How far log-probabilities of tokens are apart, in nats. */
export interface LogProbGap {
  readonly mean: number;
  readonly max: number;
}

/** log softmax(logits)[token] */
function logProbOf(logits: readonly number[], token: number): number {
  const greatest = Math.max(...logits);
  return logits[token]! - greatest - Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - greatest), 0));
}

/** Log-probabilities of what the case's rows say, from transformers' logits under `<kind>.<row>`. */
export function expectedLogProbs(
  expected: ReadonlyMap<string, Tensor>,
  kind: string,
  { prompts, rows, config: { vocab_size: vocabulary } }: ParityCase,
): number[][] {
  return rows.map(({ prompt, said }, row) => {
    const { data } = expected.get(`${kind}.${row}`)!;
    return said.map((token, step) => {
      const start = (prompts[prompt]!.length - 1 + step) * vocabulary;
      return logProbOf(Array.from(data.subarray(start, start + vocabulary), Number), token);
    });
  });
}

/** The gap over all rows and steps; NaN if there is one. */
export function logProbGap(
  ours: readonly ArrayLike<number>[],
  theirs: readonly ArrayLike<number>[],
): LogProbGap {
  const differences = ours.flatMap((row, i) => Array.from(row, (value, step) => Math.abs(value - theirs[i]![step]!)));
  return {
    mean: differences.reduce((sum, each) => sum + each, 0) / differences.length,
    max: Math.max(...differences),
  };
}

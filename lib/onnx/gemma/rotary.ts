import { inverseFrequencies } from "../rotary.ts";
import type { GemmaAttentionShape } from "./config.ts";

/**
 * What each pair of a head's dimensions turns by from one position to the next, in radians, [headDim / 2]: those of
 * "proportional" embeddings (transformers' `_compute_proportional_rope_parameters`) are spaced as if all pairs turned, but
 * the last ones stay.
 */
export function gemmaFrequencies({ headDim, rotary }: GemmaAttentionShape): number[] {
  const turning = inverseFrequencies(rotary.theta, rotary.pairs, headDim);
  return [
    ...turning.map((frequency) => Math.fround(frequency / rotary.factor)),
    ...Array<number>(headDim / 2 - rotary.pairs).fill(0),
  ];
}

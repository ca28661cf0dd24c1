import { philox, type Words2, type Words4 } from "./philox.ts";

/**
 * What a random number is for. Each purpose is a key of its own, so that drawing more for one (a longer reply, another
 * evaluation) never changes what another sees.
 */
const STREAMS = {
  deals: 1,
  sampling: 2,
  auxiliary: 3,
  selection: 4,
  report: 5,
  data: 6,
  shuffle: 7,
  simulation: 8,
  selectionDeals: 9,
  reportDeals: 10,
  auxiliaryDeals: 11,
  rehearsal: 12,
} as const;

/** A purpose of random numbers; see `STREAMS`. */
export type Stream = keyof typeof STREAMS;

/** 32-bit words that address one number inside a stream; unused places are 0. */
export type Address = readonly [a: number, b: number, c: number, position: number];

const TWO_POW_MINUS_24 = 2 ** -24;

/**
 * Fills `out` with uniforms k·2⁻²⁴, k in 0 … 2²⁴−1, exact in float32: positions `start`, `start + 1`, … of the sequence
 * that (seed, stream, a, b, c) addresses.
 *
 * @param seed The run's seed, an integer in [0, 2³²).
 */
export function fillUniforms(
  out: Float32Array | Float64Array,
  seed: number,
  stream: Stream,
  [a, b, c, start]: Address,
): void {
  const key: Words2 = [seed >>> 0, STREAMS[stream]];
  let block: Words4 = [0, 0, 0, 0];
  for (let i = 0; i < out.length; i++) {
    const position = start + i;
    if (i === 0 || position % 4 === 0) block = philox([position >>> 2, a >>> 0, b >>> 0, c >>> 0], key);
    out[i] = (block[position & 3]! >>> 8) * TWO_POW_MINUS_24;
  }
}

/** One uniform k·2⁻²⁴ in [0, 1): the number at `address` of a seed's stream. */
export function uniform(seed: number, stream: Stream, [a, b, c, position]: Address): number {
  const block = philox([position >>> 2, a >>> 0, b >>> 0, c >>> 0], [seed >>> 0, STREAMS[stream]]);
  return (block[position & 3]! >>> 8) * TWO_POW_MINUS_24;
}

/** Four 32-bit words of a counter or of a block of random output, each an integer in [0, 2³²). */
export type Words4 = readonly [number, number, number, number];

/** The two 32-bit words of a key. */
export type Words2 = readonly [number, number];

/** The high 32 bits of the product of two unsigned 32-bit integers. No array: this is the inner loop of every random number. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff, aHigh = a >>> 16, bLow = b & 0xffff, bHigh = b >>> 16;
  const lowLow = Math.imul(aLow, bLow) >>> 0;
  const middle = (Math.imul(aHigh, bLow) >>> 0) + (lowLow >>> 16); // below 2³²
  const middleLow = (Math.imul(aLow, bHigh) >>> 0) + (middle & 0xffff); // below 2³²
  return ((Math.imul(aHigh, bHigh) >>> 0) + (middle >>> 16) + (middleLow >>> 16)) >>> 0;
}

/**
 * Philox4x32-10, the counter-based generator of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 *
 * A block is a pure function of counter and key, so any number can be drawn in any order, and a run that resumes draws
 * what it would have drawn without the break.
 *
 * @example
 * ```ts
 * import { philox } from "./philox.ts";
 * const [word] = philox([0, 0, 0, 0], [0, 0]); // 0x6627e8d5
 * ```
 */
export function philox(counter: Words4, key: Words2): Words4 {
  let c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3]; // destructuring would run an iterator
  let k0 = key[0], k1 = key[1];
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0), low0 = Math.imul(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e8d57, c2), low1 = Math.imul(0xcd9e8d57, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}

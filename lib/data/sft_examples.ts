import type { Coins, Demonstration, Domain } from "../games/types.ts";
import { uniform } from "../random/uniform.ts";

/** How many examples to make, and from which seed. */
export interface SftSize {
  /** An integer in [0, 2³²). */
  readonly seed: number;
  /** Training examples. */
  readonly train: number;
  /** Validation examples. */
  readonly valid: number;
}

/** The two parts of a data set. */
export interface SftExamples {
  readonly train: readonly Demonstration[];
  readonly valid: readonly Demonstration[];
}

/** What an episode's random numbers are for: the third word of their address. */
const COINS = 0;
const CHOICES = 1;

/** Demonstrated episodes, one after the other, without end. */
function* episodes(domain: Domain, seed: number): Generator<readonly Demonstration[], never> {
  for (let episode = 0;; episode++) {
    const numbers = (purpose: number): Coins => (round, slot) => uniform(seed, "data", [episode, purpose, round, slot]);
    yield domain.demonstrate(numbers(COINS), numbers(CHOICES));
  }
}

/**
 * SFT examples of a domain, a pure function of the arguments: decisions of rule-based demonstrators, in the order in
 * which they were made. No episode lends examples to both parts, and the last of each part is cut where the part is full.
 *
 * @throws {RangeError} If a size isn't a count or the seed not a 32-bit integer.
 */
export function sftExamples(domain: Domain, { seed, train, valid }: SftSize): SftExamples {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`Cannot draw SFT examples from seed ${seed}: an integer from 0 to 4294967295 is needed`);
  }
  const source = episodes(domain, seed);
  const take = (count: number): readonly Demonstration[] => {
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`Cannot make ${count} SFT examples: an integer from 0 is needed`);
    }
    const examples: Demonstration[] = [];
    while (examples.length < count) examples.push(...source.next().value);
    return examples.slice(0, count);
  };
  return { train: take(train), valid: take(valid) };
}

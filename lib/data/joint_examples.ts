import { type DomainName, DOMAINS } from "../games/domains.ts";
import { type SftExamples, sftExamples, type SftSize } from "./sft_examples.ts";

/** Splits `total` into `parts` whole shares that differ by 1 at most; the first are the larger. */
export function shares(total: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, part) => Math.floor(total / parts) + (part < total % parts ? 1 : 0));
}

/**
 * SFT examples of several domains by the paper's rules, in equal shares, one domain after the other; see {@linkcode sftExamples}.
 *
 * @throws {RangeError} If a size isn't a count or the seed not a 32-bit integer.
 */
export function jointExamples(domains: readonly DomainName[], { seed, train, valid }: SftSize): SftExamples {
  const [trains, valids] = [shares(train, domains.length), shares(valid, domains.length)];
  const parts = domains.map((name, i) =>
    sftExamples(DOMAINS[name].make(), { seed, train: trains[i]!, valid: valids[i]! })
  );
  return { train: parts.flatMap(({ train }) => train), valid: parts.flatMap(({ valid }) => valid) };
}

import type { Domain } from "../games/types.ts";
import { type Dataset, DATASETS, USUAL_SIZES } from "./datasets.ts";
import { shares } from "./joint_examples.ts";
import { type SftExamples, sftExamples } from "./sft_examples.ts";

/** The seed of the SFT data sets, the paper's: every run learns from the same examples. */
export const DATA_SEED = 42;

/** How many examples there are. */
export type Sizes = Pick<Dataset, "train" | "valid">;

const placeIn = ({ domains }: Dataset, domain: string) => domains.findIndex((name) => name === domain);

/**
 * How many examples the published data sets have of these domains together: the sizes of the set of just these domains, if
 * there is one, else each domain's share of the set that has it, or the usual sizes if none has.
 */
export function publishedSizes(domains: readonly string[]): Sizes {
  const sets: readonly Dataset[] = Object.values(DATASETS);
  const same = sets.find((set) =>
    set.domains.length === domains.length && set.domains.every((name) => domains.includes(name))
  );
  if (same !== undefined) return { train: same.train, valid: same.valid };
  const parts = domains.map((domain): Sizes => {
    const set = sets.find((set) => placeIn(set, domain) >= 0);
    if (set === undefined) return USUAL_SIZES;
    const place = placeIn(set, domain);
    const share = (total: number) => shares(total, set.domains.length)[place]!;
    return { train: share(set.train), valid: share(set.valid) };
  });
  return {
    train: parts.reduce((sum, { train }) => sum + train, 0),
    valid: parts.reduce((sum, { valid }) => sum + valid, 0),
  };
}

/**
 * The examples that a run on these domains learns from, in equal shares: where a domain has the paper's rules, the first of
 * its published set's, and by other rules the same demonstrators' and draws. More than a set has are drawn on from its end,
 * and then it is other examples that validate.
 *
 * @throws {RangeError} If a size isn't a count.
 */
export function trainingExamples(domains: readonly Domain[], { train, valid }: Sizes): SftExamples {
  const [trains, valids] = [shares(train, domains.length), shares(valid, domains.length)];
  const parts = domains.map((domain, i) => {
    const published = publishedSizes([domain.name]);
    const [most, mostValid] = [Math.max(published.train, trains[i]!), Math.max(published.valid, valids[i]!)];
    const drawn = sftExamples(domain, { seed: DATA_SEED, train: most, valid: mostValid });
    return { train: drawn.train.slice(0, trains[i]!), valid: drawn.valid.slice(0, valids[i]!) };
  });
  return { train: parts.flatMap(({ train }) => train), valid: parts.flatMap(({ valid }) => valid) };
}

import { suggest } from "../text/nearest.ts";
import type { DomainName } from "../games/domains.ts";
import { namesOf } from "../games/names_of.ts";

/** What an SFT data set holds. */
export interface Dataset {
  /** Its games in words, for people. */
  readonly title: string;
  /** Domains with equal shares of the examples. */
  readonly domains: readonly DomainName[];
  /** Examples to train on, of all domains together. */
  readonly train: number;
  /** Examples to validate on, of all domains together. */
  readonly valid: number;
}

/** The data sets, with the paper's sizes. */
export const DATASETS = {
  multi: {
    title: "iterated prisoner's dilemma, auction and negotiation",
    domains: ["ipd", "auction", "negotiation"],
    train: 25_590,
    valid: 6398,
  },
  kuhn: { title: "Kuhn poker", domains: ["kuhn"], train: 6400, valid: 1600 },
  "neg-gt": { title: "three-item negotiation", domains: ["negotiation-gt"], train: 3200, valid: 800 },
} as const satisfies Record<string, Dataset>;

/** How many examples there are of domains that no published set has by themselves. */
export const USUAL_SIZES = { train: 6400, valid: 1600 } as const satisfies Pick<Dataset, "train" | "valid">;

/** A data set's name. */
export type DatasetName = keyof typeof DATASETS;

/** Names of all data sets. */
export const DATASET_NAMES = namesOf(DATASETS);

/** Whether there is a data set of that name. */
function isDatasetName(name: string): name is DatasetName {
  return Object.hasOwn(DATASETS, name);
}

/**
 * Names that somebody wrote, as names of data sets.
 *
 * @throws {RangeError} If there is no such set.
 */
export function readDatasetNames(names: readonly string[]): readonly DatasetName[] {
  return names.map((name) => {
    if (!isDatasetName(name)) throw new RangeError(`Cannot make data set "${name}"${suggest(name, DATASET_NAMES)}`);
    return name;
  });
}

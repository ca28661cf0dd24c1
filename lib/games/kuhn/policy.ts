import { type Card, type History, type Infoset, INFOSETS, isInfoset } from "./rules.ts";

/** A behaviour policy: the probability of b (bet or call) at each of the 12 information sets, in [0, 1]. */
export type KuhnPolicy = Readonly<Record<Infoset, number>>;

/** A policy before it was checked: any record that has a probability under each of the 12 names. */
export type PolicyTable = Readonly<Record<string, number>>;

/**
 * Checks a table and narrows it.
 *
 * @throws {RangeError} If an information set is missing or unknown, or a value isn't a probability.
 */
export function checkPolicy(table: PolicyTable): KuhnPolicy {
  for (const infoset of INFOSETS) {
    const probability = table[infoset];
    if (probability === undefined) {
      throw new RangeError(`Kuhn policy lacks information set "${infoset}": it needs ${INFOSETS.join(", ")}`);
    }
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`Kuhn policy has ${probability} at "${infoset}": a probability from 0 to 1 is needed`);
    }
  }
  const unknown = Object.keys(table).find((key) => !isInfoset(key));
  if (unknown !== undefined) {
    throw new RangeError(`Kuhn policy has unknown information set "${unknown}": there are ${INFOSETS.join(", ")}`);
  }
  return policyOf((infoset) => table[infoset]!);
}

/** The policy that gives b the probability `probability(infoset, card, history)`. */
export function policyOf(probability: (infoset: Infoset, card: Card, history: History) => number): KuhnPolicy {
  const at = (card: Card, history: History) => probability(`${card}${history}`, card, history);
  return {
    "0": at(0, ""),
    "0p": at(0, "p"),
    "0b": at(0, "b"),
    "0pb": at(0, "pb"),
    "1": at(1, ""),
    "1p": at(1, "p"),
    "1b": at(1, "b"),
    "1pb": at(1, "pb"),
    "2": at(2, ""),
    "2p": at(2, "p"),
    "2b": at(2, "b"),
    "2pb": at(2, "pb"),
  };
}

/** The policy whose rows, one a history, hold the probability of b with Jack, Queen and King. */
export function policyFromRows(rows: Readonly<Record<History, readonly [number, number, number]>>): KuhnPolicy {
  return policyOf((_, card, history) => rows[history][card]);
}

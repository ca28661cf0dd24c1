import type { NegotiationGtOpponent } from "./opponents.ts";
import { each, fits, type Item, ITEMS, type Items, VALUE_SUM } from "./rules.ts";
import type { Seat, Strategy } from "./strategy.ts";

/**
 * A share of the pool by value, for each item ⌊factor · P · v + extra⌋ and no more than there is, where v is the own value
 * ÷ 10; in integers, so that nothing is lost to rounding.
 *
 * @param tenths The factor in tenths.
 * @param extra In whole units.
 */
function shareByValue({ pool, values }: Seat, tenths: number, extra = 0): Items {
  return each((item) =>
    Math.min(pool[item], Math.floor(tenths * pool[item] * values[item] / (10 * VALUE_SUM)) + extra)
  );
}

/** The least valued item of which a demand asks for some; of equal values the last. Undefined if it asks for nothing. */
export function leastAskedFor(values: Items, demand: Items): Item | undefined {
  return ITEMS.filter((item) => demand[item] > 0).reduce<Item | undefined>(
    (least, item) => least === undefined || values[item] <= values[least] ? item : least,
    undefined,
  );
}

/** How the demonstrators play; v is the own value ÷ 10, P the pool. */
const STRATEGIES = {
  /** round(P·v + ½), halves up: ⌊P·v⌋ + 1 of each item, at most all. */
  proportional: (seat) => {
    const share = shareByValue(seat, 10, 1);
    return () => share;
  },
  /** ⌊0.8·P·v⌋. */
  conservative: (seat) => {
    const share = shareByValue(seat, 8);
    return () => share;
  },
  /** First ⌊1.2·P·v⌋; after a deal the same again, after a breakdown one unit less of the least valued item still asked for. */
  adaptive: (seat) => {
    const { pool, values } = seat, opening = shareByValue(seat, 12);
    return ({ own, other }) => {
      const last = own.at(-1);
      if (last === undefined) return opening;
      const given = fits(pool, last, other.at(-1)!) ? undefined : leastAskedFor(values, last);
      return each((item) => item === given ? last[item] - 1 : last[item]);
    };
  },
  /** First ⌊P·v⌋, then what the opponent's mean demand leaves, rounded down. */
  defensive: (seat) => {
    const { pool } = seat, opening = shareByValue(seat, 10);
    return ({ other }) => {
      const rounds = other.length;
      if (rounds === 0) return opening;
      const asked = (item: Item) => other.reduce((sum, demand) => sum + demand[item], 0);
      return each((item) => Math.floor((rounds * pool[item] - asked(item)) / rounds));
    };
  },
} as const satisfies Record<string, Strategy>;

/** A demonstrator's name. */
export type DemonstratorName = keyof typeof STRATEGIES;

/** A rule-based player whose decisions become SFT data. */
export interface NegotiationGtDemonstrator {
  readonly name: DemonstratorName;
  /** Share of the episodes that it plays. */
  readonly weight: number;
  readonly strategy: Strategy;
}

/** The demonstrators and their shares in the paper's data set. */
export const DEMONSTRATORS: readonly NegotiationGtDemonstrator[] = [
  { name: "proportional", weight: 0.35, strategy: STRATEGIES.proportional },
  { name: "conservative", weight: 0.25, strategy: STRATEGIES.conservative },
  { name: "adaptive", weight: 0.25, strategy: STRATEGIES.adaptive },
  { name: "defensive", weight: 0.15, strategy: STRATEGIES.defensive },
];

/** Whom demonstrators play, equally often. */
export const DEMONSTRATION_OPPONENTS = [
  "fair",
  "tit-for-tat",
  "concede",
  "greedy",
  "hardball",
] as const satisfies readonly NegotiationGtOpponent[];
